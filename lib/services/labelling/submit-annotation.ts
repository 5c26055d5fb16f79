import { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { jobs } from '@/lib/contracts/jobs'
import { seesGenerators } from '@/lib/domain/accounts'
import { type Answer, assignmentMachine, renewedLease, taskMachine, type Work } from '@/lib/domain/labelling'
import { audit, type Verb } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition, transition } from '@/lib/platform/transition'
import { keepFirstAnswer } from './answer-first'
import { insertAnnotation } from './answer-rows'
import { checkAnswer } from './check-answer'
import { checkWatched } from './check-watched'
import { sawProposalsOf } from './exposure'
import { withLease } from './lease'
import { refreshDissent } from './refresh-dissent'
import { saidBy } from './screen-form'
import { workOf } from './stored'

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

/** An answer that was returned or taken back is superseded by the new one. Source: docs/spec/answer.md [AN12] */
async function findSuperseded(tx: Tx, assignmentId: string): Promise<string | null> {
  const current = await tx.annotation.findFirst({
    where: { assignmentId, supersededBy: { is: null } },
    select: { id: true },
  })
  return current?.id ?? null
}

type Submitted = Pick<Assignment, 'activeMs' | 'sawProposals' | 'closedAt' | 'leaseUntil'> & {
  answer: Answer
  work: Work
}

/** Source: docs/spec/queue.md [QU8] [QU12] [QU13] */
async function closeAssignment(tx: Tx, held: Assignment, submitted: Submitted) {
  const { answer, ...given } = submitted
  await requireTransition(tx, assignmentMachine, {
    where: { id: held.id },
    to: 'submitted',
    // The revision stays, so that a late replay of the last save still finds its result.
    data: { ...given, draft: answer, returnComment: null },
  })
  await tx.$executeRaw`UPDATE "Task" SET answered = answered + 1 WHERE id = ${held.taskId}::uuid`
  const isAnswered = { answered: { gte: tx.task.fields.overlap } }
  await transition(tx, taskMachine, { where: { id: held.taskId, ...isAnswered }, from: ['open'], to: 'done' })
}

/**
 * Turns the caller's answer into an immutable annotation and closes the assignment. Replaying the same operation id returns the first result.
 * @throws AppError invalid `answer-incomplete` or `not-watched`, or conflict `lease-lost` with the answer kept as the draft
 */
export function submitAnnotation({ ctx, input }: Verb<SubmitAnnotation>): Promise<SubmittedAnnotation> {
  const submission = SubmitAnnotation.parse(input)
  const { operationId, activeMs } = submission
  return withLease<SubmittedAnnotation>(ctx, submission, {
    replay: (tx, { id }) => findByOperation(tx, id, operationId),
    draft: submission,
    work: async (tx, held, { project, role }) => {
      const { answer, work = workOf(held) } = saidBy(ctx, held, submission)
      if (held.mustWatch) await checkWatched(tx, held, work.seen)
      const outcomes = await checkAnswer(tx, held, answer)
      const { projectId, taskId, taxonomyVersionId, userId: authorId } = held
      const facts = { projectId, taskId, taxonomyVersionId, authorId, assignmentId: held.id, activeMs, operationId }
      const { look: lookMs, mark: markMs, check: checkMs } = work.phaseMs
      const supersedesId = await findSuperseded(tx, held.id)
      const now = ctx.now()
      const annotationId = await insertAnnotation(
        tx,
        {
          ...facts,
          authorSawGenerators: role !== null && seesGenerators(role, project.settings),
          lookMs,
          markMs,
          checkMs,
          kind: 'original',
          supersedesId,
          createdAt: now,
        },
        answer,
        outcomes,
      )
      const { leaseSeconds } = project.settings
      const leaseUntil = renewedLease({ now, leaseUntil: held.leaseUntil, leaseSeconds })
      const sawProposals = held.arm === 'hide' && (await sawProposalsOf(tx, authorId, taskId))
      if (held.arm === 'reveal' && held.revealedAt === null) {
        await keepFirstAnswer(tx, held, { answer, activeMs, operationId, now })
      }
      await closeAssignment(tx, held, { answer, activeMs, work, sawProposals, closedAt: now, leaseUntil })
      await refreshDissent(tx, taskId)
      await audit(tx, ctx, {
        projectId,
        verb: 'annotation.submit',
        entityId: annotationId,
        difference: { assignmentId: held.id },
      })
      await enqueue(tx, jobs.refreshAgreement, { projectId })
      return { annotationId }
    },
  })
}
