import { ProjectPage } from '@/lib/contracts/http/common'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toReleaseView } from './internal'

export async function listReleases({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ReleaseView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const rows = await ctx.db.release.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, toReleaseView)
}
