import { returnLease } from '@/lib/domain/labelling'
import type { Context } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { type AnnotationRows, toAnswer } from './answer-rows'

export type ReviewedAnnotation = AnnotationRows & {
  assignment: Assignment
  supersededBy: { id: string } | null
  reviews: { id: string }[]
}

/** Hands the assignment back to its author, with the answer as the draft; the task keeps their place and waits. Source: docs/spec/queue.md [QU8] [QU12] [QU13] */
export async function applyReturn(tx: Tx, ctx: Context, reviewed: ReviewedAnnotation, comment: string): Promise<void> {
  await tx.assignment.update({
    where: { id: reviewed.assignmentId },
    data: {
      state: 'claimed',
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
  await tx.$executeRaw`
    UPDATE "Task" SET answered = answered - 1, state = CASE WHEN state = 'done' THEN 'open' ELSE state END
    WHERE id = ${reviewed.taskId}::uuid`
}
