import { type ComparableRun, ListComparableRuns } from '@/lib/contracts/http/comparison'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunTitle } from '@/lib/services/proposals'

type Shared = { runId: string; shared: number }

/** The runs that have finished a clip in common with this one. Source: docs/spec/run-comparison.md [RC11] */
export async function listComparableRuns({
  ctx,
  input,
}: Verb<ListComparableRuns>): Promise<{ items: ComparableRun[]; nextCursor: string | null }> {
  const { projectId, runId, cursor, limit } = ListComparableRuns.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  if (!(await ctx.db.run.findFirst({ where: { id: runId, projectId }, select: { id: true } }))) throw notFound('run')
  const rows = await ctx.db.run.findMany({
    where: { projectId, id: { not: runId }, videos: { some: { state: 'done' } }, ...afterCursor(cursor) },
    include: RUN_PARTS,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  const ids = page.items.map(({ id }) => id)
  const counted = await ctx.db.$queryRaw<Shared[]>`
    SELECT other."runId", count(*)::int AS shared
    FROM "RunVideo" AS own JOIN "RunVideo" AS other ON other."videoId" = own."videoId"
    WHERE own."runId" = ${runId}::uuid AND own.state = 'done'
      AND other."runId" = ANY(${ids}::uuid[]) AND other.state = 'done'
    GROUP BY other."runId"`
  const shared = new Map(counted.map((row) => [row.runId, row.shared]))
  return {
    items: page.items.flatMap((row) => {
      const count = shared.get(row.id)
      return count ? [{ ...toRunTitle(row), shared: count }] : []
    }),
    nextCursor: page.nextCursor,
  }
}
