import { Prisma } from '@/lib/platform/db'
import { parseCursor } from '@/lib/platform/paging'

type ComparablePage = { projectId: string; runId: string; cursor: string | undefined; take: number }

/** The runs that share a finished clip with this one, newest first. Source: docs/spec/run-comparison.md [RC11] */
export function comparablePage({ projectId, runId, cursor, take }: ComparablePage): Prisma.Sql {
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
