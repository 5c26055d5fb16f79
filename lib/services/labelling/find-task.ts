import { Prisma, type Tx } from '@/lib/platform/db'
import type { FreeTask, Turn } from './take-place'

/**
 * Whether browsers can be given both clips of a task. Nearly always no clip of the project waits for its copy: that is asked
 * once for the whole query. Source: docs/spec/served-copies.md [SC7]
 */
function isServed(projectId: string): Prisma.Sql {
  return Prisma.sql`(
    NOT EXISTS (
      SELECT FROM "Video" WHERE "projectId" = ${projectId}::uuid AND state = 'ready' AND "servedKey" IS NULL
    ) OR (
      SELECT TRUE FROM "Pair" AS pair JOIN "Video" AS clip ON clip.id IN (pair."videoAId", pair."videoBId")
      WHERE pair.id = task."pairId" AND clip."servedKey" IS NULL
      LIMIT 1
    ) IS NOT TRUE
  )`
}

/**
 * Tasks that hide, for a person who already received the family's proposals: their answer would measure nothing.
 * A scalar, not EXISTS, which the planner would compute for all pairs of the project at once.
 * Source: docs/spec/queue.md [QU22]
 */
function wouldMeasureNothing(userId: string): Prisma.Sql {
  return Prisma.sql`
    (task.holdout OR task.arm = 'hide') AND (
      SELECT TRUE FROM "Pair" AS pair JOIN "Prompt" AS own ON own.id = pair."promptId"
      JOIN "Prompt" AS prompt ON prompt."projectId" = own."projectId" AND prompt.family = own.family
      JOIN "PromptExposure" AS exposure ON exposure."promptId" = prompt.id
      WHERE pair.id = task."pairId" AND exposure."userId" = ${userId}::uuid AND exposure."sawProposals"
      LIMIT 1
    ) IS TRUE`
}

/** Claimable tasks for the person, in the order of `Task_claimable_idx`. Source: docs/spec/queue.md [QU1] [QU5] [QU22] */
export function claimableTasks({
  projectId,
  userId,
  exclude,
  measuring,
}: Pick<Turn, 'projectId' | 'userId' | 'exclude'> & { measuring: boolean }): Prisma.Sql {
  return Prisma.sql`
    SELECT task.id, task."pairId", task.holdout, task.arm::text AS arm FROM "Task" AS task
    WHERE task."projectId" = ${projectId}::uuid AND task.state = 'open' AND task.taken < task.overlap
      AND (
        EXISTS (
          SELECT FROM "Assignment" AS mine
          WHERE mine."taskId" = task.id AND mine."userId" = ${userId}::uuid AND mine."projectId" = ${projectId}::uuid
            AND (mine.state <> 'released' OR mine.id = ANY(${exclude}::uuid[]))
        )
      ) IS NOT TRUE
      AND ${isServed(projectId)}
      AND ${measuring ? Prisma.sql`NOT (${wouldMeasureNothing(userId)})` : Prisma.sql`TRUE`}
    ORDER BY task.priority DESC, task.answered DESC, task."createdAt", task.draw LIMIT 1`
}

/**
 * The next task, locked. Tasks that others have locked are skipped at first; only if no other is left,
 * it waits for one of them. The caller has locked no other task, so there is no deadlock.
 * @param measuring whether tasks whose answer would measure nothing are skipped
 * @returns null when there is none; `again` when someone else got the awaited one
 */
async function lockNext(tx: Tx, turn: Turn, measuring: boolean): Promise<FreeTask | null | 'again'> {
  const claimable = claimableTasks({ ...turn, measuring })
  const [free] = await tx.$queryRaw<FreeTask[]>`${claimable} FOR NO KEY UPDATE OF task SKIP LOCKED`
  if (free) return free
  const [busy] = await tx.$queryRaw<FreeTask[]>`${claimable}`
  if (!busy) return null
  const [awaited] = await tx.$queryRaw<FreeTask[]>`
    SELECT id, "pairId", holdout, arm::text AS arm FROM "Task"
    WHERE id = ${busy.id}::uuid AND state = 'open' AND taken < overlap FOR NO KEY UPDATE`
  return awaited ?? 'again'
}

/** The next task, locked; one whose answer measures nothing only when no other is left. Source: docs/spec/queue.md [QU1] [QU22] */
export async function lockNextTask(tx: Tx, turn: Turn): Promise<FreeTask | null | 'again'> {
  return (await lockNext(tx, turn, true)) ?? (await lockNext(tx, turn, false))
}
