import { ReviewAnnotation } from '@/lib/contracts/http/labelling'
import { jobs } from '@/lib/contracts/jobs'
import { seesGenerators } from '@/lib/domain/accounts'
import { assignmentMachine, mayReview, returnLease, reviewProblem, taskMachine } from '@/lib/domain/labelling'
import { aliasesOf } from '@/lib/platform/alias'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition, transition } from '@/lib/platform/transition'
import { requireAbility, requireUserId } from '@/lib/services/accounts'
import { ANSWER_INCLUDE, type AnnotationRows, insertAnnotation, toAnswer } from './answer-rows'
import { checkAnswer } from './check-answer'
import { refreshDissent } from './refresh-dissent'
import { canonicalAnswer } from './screen-form'

type ReviewedAnnotation = AnnotationRows & {
  assignment: Assignment
  supersededBy: { id: string } | null
  reviews: { id: string }[]
}

/** Hands the assignment back to its author, with the answer as the draft; the task keeps their place and waits. Source: docs/spec/queue.md [QU8] [QU12] [QU13] */
async function applyReturn(tx: Tx, ctx: Context, reviewed: ReviewedAnnotation, comment: string): Promise<void> {
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

export type WrittenReview = { reviewId: string; resultAnnotationId: string | null }

/** Source: docs/spec/queue.md [QU14] */
async function findByOperation(tx: Tx, operationId: string, annotationId: string): Promise<WrittenReview | null> {
  const earlier = await tx.review.findUnique({ where: { operationId } })
  if (!earlier) return null
  if (earlier.annotationId !== annotationId) {
    throw conflict('operation-reused', 'This operation id belongs to another review; make a new one for each review.')
  }
  return { reviewId: earlier.id, resultAnnotationId: earlier.resultAnnotationId }
}

/** The annotation with its assignment locked, so that two reviews, or a review and a new answer, take turns. */
async function lockAnnotation(tx: Tx, projectId: string, annotationId: string): Promise<ReviewedAnnotation> {
  await tx.$queryRaw`
    SELECT assignment.id FROM "Assignment" AS assignment
    JOIN "Annotation" AS annotation ON annotation."assignmentId" = assignment.id
    WHERE annotation.id = ${annotationId}::uuid AND annotation."projectId" = ${projectId}::uuid FOR UPDATE OF assignment`
  const found = await tx.annotation.findFirst({
    where: { id: annotationId, projectId },
    include: {
      ...ANSWER_INCLUDE,
      assignment: true,
      supersededBy: { select: { id: true } },
      reviews: { select: { id: true } },
    },
  })
  if (!found) throw notFound('annotation')
  return found
}

/** Source: docs/spec/answer.md [AN13] [AN14] */
function refuseUnlessReviewable(annotation: ReviewedAnnotation, reviewerId: string): void {
  const { authorId, assignment, reviews, supersededBy } = annotation
  if (!mayReview(reviewerId, { authorId, annotatorId: assignment.userId })) {
    throw forbidden('This is your own answer; someone else must review it.')
  }
  if (reviews.length > 0) {
    throw conflict('already-reviewed', 'Someone has reviewed this annotation meanwhile. Open the next one.')
  }
  if (supersededBy || assignment.state !== 'submitted') {
    throw conflict('not-current', 'A newer answer replaces this annotation. Open it from the list.')
  }
}

async function insertCorrection(
  tx: Tx,
  ctx: Context,
  reviewed: ReviewedAnnotation,
  given: {
    reviewerId: string
    authorSawGenerators: boolean
    operationId: string
    answer: NonNullable<ReviewAnnotation['answer']>
  },
): Promise<string> {
  const { projectId, taskId, assignmentId, taxonomyVersionId, assignment } = reviewed
  const answer = canonicalAnswer(given.answer, { leftSide: assignment.leftSide, aliases: aliasesOf(ctx) })
  const outcomes = await checkAnswer(tx, assignment, answer)
  const { reviewerId: authorId, authorSawGenerators } = given
  const facts = { projectId, taskId, assignmentId, taxonomyVersionId, authorId, authorSawGenerators, activeMs: 0 }
  const about = { kind: 'correction' as const, supersedesId: reviewed.id, operationId: given.operationId }
  return insertAnnotation(tx, { ...facts, ...about, createdAt: ctx.now() }, answer, outcomes)
}

/**
 * Accepts an annotation, replaces it by a corrected one, or returns it to its author with a comment.
 * Source: docs/spec/answer.md [AN12] [AN13] [AN14]
 * @throws AppError invalid, forbidden for the caller's own, conflict when someone was faster
 */
export async function reviewAnnotation({ ctx, input }: Verb<ReviewAnnotation>): Promise<WrittenReview> {
  const { projectId, annotationId, operationId, verdict, comment, answer } = ReviewAnnotation.parse(input)
  const reviewerId = requireUserId(ctx)
  return withTransaction(ctx, async (tx) => {
    const { project, role } = await requireAbility(tx, ctx, projectId, 'labelling.review')
    const authorSawGenerators = role !== null && seesGenerators(role, project.settings)
    const annotation = await lockAnnotation(tx, projectId, annotationId)
    const earlier = await findByOperation(tx, operationId, annotationId)
    if (earlier) return earlier
    const problem = reviewProblem({ verdict, comment, hasAnswer: answer !== null })
    if (problem) throw invalid('review-incomplete', problem)
    refuseUnlessReviewable(annotation, reviewerId)
    const resultAnnotationId = answer
      ? await insertCorrection(tx, ctx, annotation, { reviewerId, authorSawGenerators, operationId, answer })
      : null
    if (verdict === 'return') await applyReturn(tx, ctx, annotation, comment)
    if (verdict !== 'accept') await refreshDissent(tx, annotation.taskId)
    const said = { verdict, comment: comment || null, resultAnnotationId, operationId, createdAt: ctx.now() }
    const { id: reviewId } = await tx.review.create({ data: { projectId, annotationId, reviewerId, ...said } })
    await audit(tx, ctx, {
      projectId,
      verb: 'annotation.review',
      entityId: annotationId,
      difference: { verdict, reviewId, resultAnnotationId },
    })
    await enqueue(tx, jobs.refreshAgreement, { projectId })
    return { reviewId, resultAnnotationId }
  })
}
