import { assignmentMachine } from '@/lib/domain/labelling'
import { type Context, withTransaction } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { type AppError, conflict, notFound } from '@/lib/platform/errors'
import { requireTransition } from '@/lib/platform/transition'
import { type ProjectAccess, requireAbility, requireUserId } from '@/lib/services/accounts'
import { type Said, type Sent, saidBy } from './screen-form'

type LeaseWork<T> = {
  /** Looked at first, lease or not: the result of a call that is being replayed. */
  replay?: (tx: Tx, assignment: Assignment) => Promise<T | null>
  /** What the caller wants to save: stored as the draft if the lease is lost. */
  draft?: Sent
  work: (tx: Tx, assignment: Assignment, access: ProjectAccess) => Promise<T>
}

export function leaseLost(): AppError {
  return conflict(
    'lease-lost',
    'Your lease on this task ended; what you sent is kept as its draft. Take the next task.',
  )
}

/** The caller's own assignment under its row lock; others' assignments do not exist for them. */
export async function lockOwnAssignment(tx: Tx, ctx: Context, assignmentId: string): Promise<Assignment> {
  // The columns are those of the model, under the same names.
  const [found] = await tx.$queryRaw<Assignment[]>`
    SELECT * FROM "Assignment"
    WHERE id = ${assignmentId}::uuid AND "userId" = ${requireUserId(ctx)}::uuid FOR UPDATE`
  if (!found) throw notFound('assignment')
  return found
}

/**
 * Whether the caller may write. If the lease ended unnoticed and no one took the place since, the caller gets it back.
 * Source: docs/spec/queue.md [QU9] [QU10]
 */
async function holdsLease(tx: Tx, assignment: Assignment, fence: number): Promise<boolean> {
  if (assignment.fence !== fence) return false
  if (assignment.state !== 'released') return assignment.state === 'claimed'
  const regained = await tx.$executeRaw`
    UPDATE "Task" SET taken = taken + 1
    WHERE id = ${assignment.taskId}::uuid AND state = 'open' AND taken < overlap`
  if (regained === 0) return false
  const regain = { where: { id: assignment.id }, from: ['released'], to: 'claimed', data: { closedAt: null } } as const
  await requireTransition(tx, assignmentMachine, regain, leaseLost())
  return true
}

/** An admin freed it behind the person's back: what they write under the fence they had is kept. Source: docs/spec/queue.md [QU25] */
function wasFreed({ freedAt, fence: current }: Assignment, fence: number): boolean {
  return freedAt !== null && fence === current - 1
}

async function keepDraft(tx: Tx, now: Date, assignment: Assignment, { answer, activeMs, work }: Said) {
  const data = {
    draft: answer,
    draftRevision: { increment: 1 },
    draftOperationId: null,
    draftAt: now,
    activeMs,
    ...(work && { work }),
  }
  await tx.assignment.update({ where: { id: assignment.id }, data })
}

/**
 * Runs a write on the caller's own assignment under its lease, in one transaction.
 * @throws AppError not-found, or conflict `lease-lost` with the draft kept
 */
export async function withLease<T extends object>(
  ctx: Context,
  { assignmentId, fence }: { assignmentId: string; fence: number },
  { replay, draft, work }: LeaseWork<T>,
): Promise<T> {
  const result = await withTransaction(ctx, async (tx) => {
    const assignment = await lockOwnAssignment(tx, ctx, assignmentId)
    const access = await requireAbility(tx, ctx, assignment.projectId, 'labelling.answer')
    const earlier = await replay?.(tx, assignment)
    if (earlier) return earlier
    if (await holdsLease(tx, assignment, fence)) return work(tx, assignment, access)
    if (draft && assignment.state === 'released' && (assignment.fence === fence || wasFreed(assignment, fence))) {
      await keepDraft(tx, ctx.now(), assignment, saidBy(ctx, assignment, draft))
    }
    return null
  })
  if (!result) throw leaseLost()
  return result
}
