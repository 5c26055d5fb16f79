import { ProjectPage } from '@/lib/contracts/http/common'
import type { RunView } from '@/lib/contracts/http/proposals'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunViews } from './internal'

export async function listRuns({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: RunView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const rows = await ctx.db.run.findMany({
    where: { projectId, ...afterCursor(cursor) },
    include: RUN_PARTS,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { ...page, items: await toRunViews(ctx.db, page.items, ctx.now()) }
}
