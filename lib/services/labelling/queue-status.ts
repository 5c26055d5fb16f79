import type { z } from 'zod'
import { InProject } from '@/lib/contracts/http/common'
import type { QueueStatus } from '@/lib/contracts/http/labelling'
import type { Context, Verb } from '@/lib/platform/context'
import { requireAbility, requireUserId } from '@/lib/services/accounts'

/** The exact number beyond this is not needed, and counting stays fast at a million tasks. */
const MOST_COUNTED = 10_000

/** What a claim could return: free places, places whose lease has ended, and the person's own tasks. */
async function countAvailable(ctx: Context, projectId: string, userId: string): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ tasks: number }[]>`
    SELECT count(*)::int AS tasks FROM (
      SELECT id FROM (
        SELECT task.id FROM "Task" AS task
        WHERE task."projectId" = ${projectId}::uuid AND task.state = 'open' AND task.taken < task.overlap
        UNION
        SELECT task.id FROM "Assignment" AS late JOIN "Task" AS task ON task.id = late."taskId"
        WHERE late."projectId" = ${projectId}::uuid AND late.state = 'claimed' AND late."userId" <> ${userId}::uuid
          AND late."leaseUntil" < ${ctx.now()}::timestamptz AND task.state = 'open'
      ) AS free
      WHERE NOT EXISTS (
        SELECT FROM "Assignment" AS mine
        WHERE mine."taskId" = free.id AND mine."userId" = ${userId}::uuid AND mine.state <> 'released'
      )
      UNION ALL
      SELECT id FROM "Assignment"
      WHERE "userId" = ${userId}::uuid AND "projectId" = ${projectId}::uuid AND state = 'claimed'
      LIMIT ${MOST_COUNTED}
    ) AS available`
  return row?.tasks ?? 0
}

/** What is left for the caller, and what they have done. `available` counts to 10,000 at most. */
export async function queueStatus({
  ctx,
  input,
}: Verb<z.infer<typeof InProject>>): Promise<z.infer<typeof QueueStatus>> {
  const { projectId } = InProject.parse(input)
  const userId = requireUserId(ctx)
  await requireAbility(ctx.db, ctx, projectId, 'labelling.answer')
  const own = { projectId, userId }
  const [available, states, returned, tasks, preparing] = await Promise.all([
    countAvailable(ctx, projectId, userId),
    ctx.db.assignment.groupBy({ by: ['state'], where: own, _count: true }),
    ctx.db.assignment.count({ where: { ...own, state: 'claimed', returnComment: { not: null } } }),
    ctx.db.task.count({ where: { projectId } }),
    ctx.db.video.count({ where: { projectId, state: 'ready', servedKey: null } }),
  ])
  const count = (state: string) => states.find((row) => row.state === state)?._count ?? 0
  return { available, answered: count('submitted'), skipped: count('skipped'), returned, tasks, preparing }
}
