import { Prisma } from '@/lib/platform/db'

/**
 * SQL: joins to a clip's `result` ("RunVideo") the showing of its run at an instant; without one nobody is to see it.
 * Source: docs/spec/proposals.md [PP25]
 */
export function showingAt(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`LEFT JOIN "RunShowing" AS showing ON showing."runId" = result."runId"
    AND showing."fromAt" <= ${instant} AND (showing."untilAt" IS NULL OR showing."untilAt" > ${instant})`
}

/** SQL: whether the `result` was shown at that instant. */
export const IS_SHOWN = Prisma.sql`showing.id IS NOT NULL`

/** SQL: order of the results of one clip, what was shown or finished last first. */
export const SHOWN_LAST_FIRST = Prisma.sql`greatest(result."finishedAt", showing."fromAt") DESC, result.id DESC`
