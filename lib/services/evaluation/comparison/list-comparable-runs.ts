import { type ComparableRun, ListComparableRuns } from '@/lib/contracts/http/comparison'
import type { Verb } from '@/lib/platform/context'
import { Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { parseCursor, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunTitle } from '@/lib/services/proposals'

type ComparablePage = { projectId: string; runId: string; cursor: string | undefined; take: number }

/** The runs that share a finished clip with this one, newest first. Source: docs/spec/run-comparison.md [RC11] */
function comparablePage({ projectId, runId, cursor, take }: ComparablePage): Prisma.Sql {
  const after = cursor ? parseCursor(cursor) : null
  const isAfter = after
    ? Prisma.sql`(run."createdAt", run.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : Prisma.sql`TRUE`
  // Asked run by run, up to the first clip they share; EXISTS would be answered from all clips of all runs.
  return Prisma.sql`
    SELECT run.id, run."createdAt" FROM "Run" AS run
    WHERE run."projectId" = ${projectId}::uuid AND run.id <> ${runId}::uuid AND ${isAfter}
      AND (
        SELECT TRUE FROM "RunVideo" AS other JOIN "RunVideo" AS own ON own."videoId" = other."videoId"
        WHERE other."runId" = run.id AND other.state = 'done' AND own."runId" = ${runId}::uuid AND own.state = 'done'
        LIMIT 1
      ) IS TRUE
    ORDER BY run."createdAt" DESC, run.id DESC LIMIT ${take}`
}

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
