import { ProjectPage } from '@/lib/contracts/http/common'
import type { ModelView } from '@/lib/contracts/http/proposals'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toModelView } from './internal'

export async function listModels({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ModelView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const rows = await ctx.db.modelVersion.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, toModelView)
}
