import { assignmentMachine, returnLease, taskMachine } from '@/lib/domain/labelling'
import type { Context } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { requireTransition, transition } from '@/lib/platform/transition'
import { type AnnotationRows, toAnswer } from './answer-rows'

export type ReviewedAnnotation = AnnotationRows & {
  assignment: Assignment
  supersededBy: { id: string } | null
  reviews: { id: string }[]
}

/** Hands the assignment back to its author, with the answer as the draft; the task keeps their place and waits. Source: docs/spec/queue.md [QU8] [QU12] [QU13] */
export async function applyReturn(tx: Tx, ctx: Context, reviewed: ReviewedAnnotation, comment: string): Promise<void> {
  await requireTransition(tx, assignmentMachine, {
    where: { id: reviewed.assignmentId },
    from: ['submitted'],
    to: 'claimed',
    data: {
      fence: { increment: 1 },
      leaseUntil: returnLease(ctx.now()),
      draft: toAnswer(reviewed),
      draftRevision: { increment: 1 },
      draftOperationId: null,
      draftAt: ctx.now(),
      returnComment: comment,
      closedAt: null,
    },
  })
  await tx.$executeRaw`UPDATE "Task" SET answered = answered - 1 WHERE id = ${reviewed.taskId}::uuid`
  await transition(tx, taskMachine, { where: { id: reviewed.taskId }, from: ['done'], to: 'open' })
}
