import { type ComparableRun, ListComparableRuns } from '@/lib/contracts/http/comparison'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunTitle } from '@/lib/services/proposals'
import { comparablePage } from './comparable-page'

type Position = { id: string; createdAt: Date }
type Shared = { runId: string; shared: number }

/** The runs that have finished a clip in common with this one. Source: docs/spec/run-comparison.md [RC11] */
export async function listComparableRuns({
  ctx,
  input,
}: Verb<ListComparableRuns>): Promise<{ items: ComparableRun[]; nextCursor: string | null }> {
  const { projectId, runId, cursor, limit } = ListComparableRuns.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  if (!(await ctx.db.run.findFirst({ where: { id: runId, projectId }, select: { id: true } }))) throw notFound('run')
  const found = await ctx.db.$queryRaw<Position[]>`
    ${comparablePage({ projectId, runId, cursor, take: limit + 1 })}`
  const page = toPage(found, limit, ({ id }) => id)
  const rows = await ctx.db.run.findMany({ where: { id: { in: page.items } }, include: RUN_PARTS })
  const counted = await ctx.db.$queryRaw<Shared[]>`
    SELECT other."runId", count(*)::int AS shared
    FROM "RunVideo" AS own JOIN "RunVideo" AS other ON other."videoId" = own."videoId"
    WHERE own."runId" = ${runId}::uuid AND own.state = 'done'
      AND other."runId" = ANY(${page.items}::uuid[]) AND other.state = 'done'
    GROUP BY other."runId"`
  const titles = new Map(rows.map((row) => [row.id, toRunTitle(row)]))
  const shared = new Map(counted.map((row) => [row.runId, row.shared]))
  return {
    items: page.items.flatMap((id) => {
      const title = titles.get(id)
      return title ? [{ ...title, shared: shared.get(id) ?? 0 }] : []
    }),
    nextCursor: page.nextCursor,
  }
}
