import { FreeClaim } from '@/lib/contracts/http/labelling'
import { assignmentMachine } from '@/lib/domain/labelling'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Assignment } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { requireTransition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'

/**
 * Returns a place that someone holds to the queue, whatever its lease. A late write of the person is stored as
 * their draft, and they are told that the lease ended. Source: docs/spec/queue.md [QU25]
 * @throws AppError conflict when it is no longer held
 */
export async function freeClaim({ ctx, input }: Verb<FreeClaim>): Promise<{ done: true }> {
  const { projectId, assignmentId } = FreeClaim.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'tasks.manage')
    const [held] = await tx.$queryRaw<Pick<Assignment, 'taskId' | 'userId' | 'leaseUntil'>[]>`
      SELECT "taskId", "userId", "leaseUntil" FROM "Assignment"
      WHERE id = ${assignmentId}::uuid AND "projectId" = ${projectId}::uuid FOR UPDATE`
    if (!held) throw notFound('claim')
    const now = ctx.now()
    await requireTransition(
      tx,
      assignmentMachine,
      {
        where: { id: assignmentId },
        to: 'released',
        data: { fence: { increment: 1 }, closedAt: now, freedAt: now },
      },
      conflict('not-held', 'This task is not held any more; nothing was freed.'),
    )
    await tx.$executeRaw`UPDATE "Task" SET taken = taken - 1 WHERE id = ${held.taskId}::uuid`
    await audit(tx, ctx, {
      projectId,
      verb: 'assignment.free',
      entityId: assignmentId,
      difference: { userId: held.userId, leaseUntil: held.leaseUntil.toISOString() },
    })
    return { done: true }
  })
}
