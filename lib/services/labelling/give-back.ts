import { assignmentMachine } from '@/lib/domain/labelling'
import { audit } from '@/lib/platform/audit'
import type { Context } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { requireTransition } from '@/lib/platform/transition'

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
