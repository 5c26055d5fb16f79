import { Fenced } from '@/lib/contracts/http/labelling'
import { assignmentMachine } from '@/lib/domain/labelling'
import { audit, type Context, type Verb } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { requireTransition } from '@/lib/platform/transition'
import { withLease } from './lease'

/** Closes an unanswered assignment and frees its place. Source: docs/spec/queue.md [QU10] [QU11] */
export async function giveBack(
  tx: Tx,
  ctx: Context,
  assignment: Assignment,
  closing: { to: 'skipped'; reason: string } | { to: 'released' },
): Promise<{ done: true }> {
  const { id, taskId, projectId } = assignment
  const change = closing.to === 'skipped' ? { skipReason: closing.reason } : { fence: { increment: 1 } }
  const data = { closedAt: ctx.now(), ...change }
  await requireTransition(tx, assignmentMachine, { where: { id }, to: closing.to, data })
  await tx.$executeRaw`UPDATE "Task" SET taken = taken - 1 WHERE id = ${taskId}::uuid`
  const verb = closing.to === 'skipped' ? 'assignment.skip' : 'assignment.release'
  const difference = closing.to === 'skipped' ? { reason: closing.reason } : undefined
  await audit(tx, ctx, { projectId, verb, entityId: id, difference })
  return { done: true }
}

/** Gives the task back to the queue; the caller may get it again, draft and all. Releasing twice is releasing once. */
export function releaseTask({ ctx, input }: Verb<Fenced>): Promise<{ done: true }> {
  const where = Fenced.parse(input)
  return withLease<{ done: true }>(ctx, where, {
    // Giving back raised the fence by one; an ended lease left it as it was.
    replay: async (_, { state, fence }) =>
      state === 'released' && (fence === where.fence + 1 || fence === where.fence) ? { done: true } : null,
    work: (tx, assignment) => giveBack(tx, ctx, assignment, { to: 'released' }),
  })
}
