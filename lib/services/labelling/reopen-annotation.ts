import { type AssignmentView, ReopenAnnotation } from '@/lib/contracts/http/labelling'
import { jobs } from '@/lib/contracts/jobs'
import { assignmentMachine, renewedLease, taskMachine } from '@/lib/domain/labelling'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition, transition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'
import { loadAssignmentView } from './assignment-view'
import { lockOwnAssignment } from './lease'
import { refreshDissent } from './refresh-dissent'

type Submitted = { id: string; isCurrent: boolean; isReviewed: boolean }

async function findSubmitted(tx: Tx, assignmentId: string, operationId: string): Promise<Submitted> {
  const found = await tx.annotation.findFirst({
    where: { operationId, assignmentId },
    select: { id: true, supersededBy: { select: { id: true } }, reviews: { select: { id: true }, take: 1 } },
  })
  if (!found) throw notFound('answer')
  return { id: found.id, isCurrent: found.supersededBy === null, isReviewed: found.reviews.length > 0 }
}

/** @returns true when it was taken back before. Source: docs/spec/queue.md [QU15] */
function isReopened({ state, leaseUntil }: Assignment, submitted: Submitted, now: Date): boolean {
  if (submitted.isReviewed) {
    throw conflict('already-reviewed', 'A reviewer has looked at this answer, so it can no longer be taken back.')
  }
  if (!submitted.isCurrent) {
    throw conflict('not-current', 'A newer answer replaces this one; only the last can be taken back.')
  }
  if (state === 'claimed') return true
  if (state !== 'submitted' || leaseUntil < now) {
    throw conflict('lease-over', 'The time to take this answer back is over; it counts as you sent it.')
  }
  return false
}

/** Source: docs/spec/queue.md [QU12] */
async function takeAnswerBack(tx: Tx, taskId: string): Promise<void> {
  const updated = await tx.$executeRaw`
    UPDATE "Task" SET answered = answered - 1 WHERE id = ${taskId}::uuid AND state <> 'closed'`
  if (updated === 0) throw conflict('task-closed', 'This task was closed meanwhile; your answer stays as you sent it.')
  await transition(tx, taskMachine, { where: { id: taskId }, from: ['done'], to: 'open' })
}

/** The comment of the reviewer to whom the answer replied: it went when the answer was sent. */
async function findReturnComment(tx: Tx, assignmentId: string): Promise<string | null> {
  const returned = await tx.review.findFirst({
    where: { verdict: 'return', annotation: { is: { assignmentId } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { comment: true },
  })
  return returned?.comment ?? null
}

async function reopen(tx: Tx, ctx: Context, { assignmentId, operationId }: ReopenAnnotation): Promise<void> {
  const assignment = await lockOwnAssignment(tx, ctx, assignmentId)
  const { projectId, taskId, leaseUntil } = assignment
  const { project } = await requireAbility(tx, ctx, projectId, 'labelling.answer')
  const submitted = await findSubmitted(tx, assignmentId, operationId)
  const now = ctx.now()
  if (isReopened(assignment, submitted, now)) return
  await takeAnswerBack(tx, taskId)
  const { leaseSeconds } = project.settings
  await requireTransition(tx, assignmentMachine, {
    where: { id: assignmentId },
    from: ['submitted'],
    to: 'claimed',
    data: {
      fence: { increment: 1 },
      leaseUntil: renewedLease({ now, leaseUntil, leaseSeconds }),
      // The draft is the answer itself: submitting left it there.
      draftRevision: { increment: 1 },
      draftOperationId: null,
      draftAt: now,
      returnComment: await findReturnComment(tx, assignmentId),
      closedAt: null,
    },
  })
  await refreshDissent(tx, taskId)
  const difference = { assignmentId }
  await audit(tx, ctx, { projectId, verb: 'annotation.reopen', entityId: submitted.id, difference })
  await enqueue(tx, jobs.refreshAgreement, { projectId })
}

/**
 * Takes the caller's last answer back to be changed, while its lease is active and no one has reviewed it. The
 * annotation stays and does not count until the next submission supersedes it. Replaying returns the assignment again.
 * Source: docs/spec/queue.md [QU15]
 * @throws AppError not-found, or conflict `already-reviewed`, `not-current`, `lease-over`, `task-closed`
 */
export async function reopenAnnotation({ ctx, input }: Verb<ReopenAnnotation>): Promise<AssignmentView> {
  const wanted = ReopenAnnotation.parse(input)
  await withTransaction(ctx, (tx) => reopen(tx, ctx, wanted))
  return loadAssignmentView(ctx, wanted.assignmentId)
}
