import { ProjectPage } from '@/lib/contracts/http/common'
import type { ImportView } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toImportViews } from './import-progress'

export async function listImports({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ImportView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const rows = await ctx.db.import.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { ...page, items: await toImportViews(ctx.db, page.items) }
}
