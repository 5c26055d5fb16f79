import { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { jobs } from '@/lib/contracts/jobs'
import { audit } from '@/lib/platform/audit'
import type { Context, Verb } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { insertAnnotation } from './answer-rows'
import { checkAnswer } from './check-answer'
import { withLease } from './lease'

export type SubmittedAnnotation = { annotationId: string }

/** Source: docs/spec/queue.md [QU14] */
async function findByOperation(tx: Tx, assignmentId: string, operationId: string): Promise<SubmittedAnnotation | null> {
  const earlier = await tx.annotation.findUnique({ where: { operationId }, select: { id: true, assignmentId: true } })
  if (!earlier) return null
  if (earlier.assignmentId !== assignmentId) {
    throw conflict('operation-reused', 'This operation id belongs to another answer; make a new one for each answer.')
  }
  return { annotationId: earlier.id }
}

/** A returned answer is superseded by the new one. Source: docs/spec/answer.md [AN12] */
async function findReturned(tx: Tx, assignmentId: string): Promise<string | null> {
  const current = await tx.annotation.findFirst({
    where: { assignmentId, supersededBy: { is: null } },
    select: { id: true },
  })
  return current?.id ?? null
}

/** Source: docs/spec/queue.md [QU12] [QU13] */
async function closeAssignment(tx: Tx, ctx: Context, held: Assignment, { answer, activeMs }: SubmitAnnotation) {
  const closing = { state: 'submitted' as const, closedAt: ctx.now(), returnComment: null }
  const data = { ...closing, draft: answer, draftRevision: { increment: 1 }, activeMs }
  await tx.assignment.update({ where: { id: held.id }, data })
  await tx.$executeRaw`
    UPDATE "Task" SET answered = answered + 1,
      state = CASE WHEN state = 'open' AND answered + 1 >= overlap THEN 'done' ELSE state END
    WHERE id = ${held.taskId}::uuid`
}

/**
 * Turns the caller's answer into an immutable annotation and closes the assignment. Replaying the same operation id returns the first result.
 * @throws AppError invalid `answer-incomplete`, or conflict `lease-lost` with the answer kept as the draft
 */
export function submitAnnotation({ ctx, input }: Verb<SubmitAnnotation>): Promise<SubmittedAnnotation> {
  const submission = SubmitAnnotation.parse(input)
  const { operationId, answer, activeMs } = submission
  return withLease<SubmittedAnnotation>(ctx, submission, {
    replay: (tx, { id }) => findByOperation(tx, id, operationId),
    draft: { answer, activeMs },
    work: async (tx, held) => {
      const outcomes = await checkAnswer(tx, held, answer)
      const { projectId, taskId, taxonomyVersionId, userId: authorId } = held
      const facts = { projectId, taskId, taxonomyVersionId, authorId, assignmentId: held.id, activeMs, operationId }
      const supersedesId = await findReturned(tx, held.id)
      const annotationId = await insertAnnotation(
        tx,
        { ...facts, kind: 'original', supersedesId, createdAt: ctx.now() },
        answer,
        outcomes,
      )
      await closeAssignment(tx, ctx, held, submission)
      await audit(tx, ctx, {
        projectId,
        verb: 'annotation.submit',
        entityType: 'annotation',
        entityId: annotationId,
        difference: { assignmentId: held.id },
      })
      await enqueue(tx, jobs.refreshAgreement, { projectId })
      return { annotationId }
    },
  })
}
