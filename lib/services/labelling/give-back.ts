import { audit } from '@/lib/platform/audit'
import type { Context } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'

/** Closes an unanswered assignment and frees its place. Source: docs/spec/queue.md [QU10] [QU11] */
export async function giveBack(
  tx: Tx,
  ctx: Context,
  assignment: Assignment,
  closing: { state: 'skipped'; reason: string } | { state: 'released' },
): Promise<{ done: true }> {
  const { id, taskId, projectId } = assignment
  const change = closing.state === 'skipped' ? { skipReason: closing.reason } : { fence: { increment: 1 } }
  await tx.assignment.update({ where: { id }, data: { state: closing.state, closedAt: ctx.now(), ...change } })
  await tx.$executeRaw`UPDATE "Task" SET taken = taken - 1 WHERE id = ${taskId}::uuid`
  const verb = closing.state === 'skipped' ? 'assignment.skip' : 'assignment.release'
  const difference = closing.state === 'skipped' ? { reason: closing.reason } : undefined
  await audit(tx, ctx, { projectId, verb, entityType: 'assignment', entityId: id, difference })
  return { done: true }
}
