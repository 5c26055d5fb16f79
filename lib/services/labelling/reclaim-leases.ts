import { assignmentMachine } from '@/lib/domain/labelling'
import type { Context } from '@/lib/platform/context'
import { moveInSql } from '@/lib/platform/transition'

const AT_ONCE = 20

/**
 * Gives places whose lease has ended back to the queue; the caller's own stay, for a claim resumes them.
 * One statement: assignments first, then tasks in order of id, so that two at once never wait for each other in a circle.
 * Source: docs/spec/queue.md [QU9]
 */
export async function reclaimLeases(ctx: Context, projectId: string, userId: string): Promise<void> {
  const now = ctx.now()
  const { set, mayMove } = moveInSql(assignmentMachine, { to: 'released' })
  await ctx.db.$executeRaw`
    WITH ended AS (
      SELECT id FROM "Assignment"
      WHERE "projectId" = ${projectId}::uuid AND ${mayMove} AND "leaseUntil" < ${now}::timestamptz
        AND "userId" <> ${userId}::uuid
      ORDER BY "leaseUntil" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
    ), closed AS (
      UPDATE "Assignment" AS assignment SET ${set}, "closedAt" = ${now}::timestamptz
      FROM ended WHERE assignment.id = ended.id RETURNING assignment."taskId"
    ), freed AS (
      SELECT "taskId", count(*)::int AS places FROM closed GROUP BY "taskId"
    ), held AS (
      SELECT task.id, freed.places FROM "Task" AS task JOIN freed ON task.id = freed."taskId"
      ORDER BY task.id FOR NO KEY UPDATE OF task
    )
    UPDATE "Task" AS task SET taken = task.taken - held.places FROM held WHERE task.id = held.id`
}
