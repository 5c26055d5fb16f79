import { AnswerFirst, type AssignmentView } from '@/lib/contracts/http/labelling'
import { type Answer, renewedLease } from '@/lib/domain/labelling'
import { audit, type Verb } from '@/lib/platform/context'
import type { Assignment, Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { loadAssignmentView } from './assignment-view'
import { checkAnswer } from './check-answer'
import { checkWatched } from './check-watched'
import { noteProposalsSeen, sawProposalsOf } from './exposure'
import { withLease } from './lease'
import { saidBy } from './screen-form'
import { workOf } from './stored'

type First = { answer: Answer; activeMs: number; operationId: string; now: Date }

/**
 * Stores the answer given before the proposals of this task were seen, permanently, and reveals them. The caller has
 * locked the assignment.
 * Source: docs/spec/queue.md [QU23] [QU26]
 */
export async function keepFirstAnswer(tx: Tx, held: Assignment, { answer, activeMs, operationId, now }: First) {
  const sawProposals = await sawProposalsOf(tx, held.userId, held.taskId)
  const said = { answer, activeMs, operationId, sawProposals, createdAt: now }
  await tx.firstAnswer.create({ data: { assignmentId: held.id, ...said } })
  await tx.assignment.update({ where: { id: held.id }, data: { revealedAt: now } })
  await noteProposalsSeen(tx, held.userId, held.taskId)
}

/** The first one counts: a replay, or another tab, gets what it revealed. */
async function isKept(tx: Tx, assignmentId: string, operationId: string): Promise<{ kept: true } | null> {
  if (await tx.firstAnswer.findUnique({ where: { assignmentId } })) return { kept: true }
  if (!(await tx.firstAnswer.findUnique({ where: { operationId } }))) return null
  throw conflict('operation-reused', 'This operation id belongs to another answer; make a new one for each answer.')
}

/**
 * Keeps the caller's first answer to a pair whose proposals are revealed after one, and hands out the pair with them.
 * Sent again, by whatever id, it changes nothing: the first one counts.
 * Source: docs/spec/queue.md [QU23]
 * @throws AppError invalid `answer-incomplete` or `not-watched`, conflict `not-revealing`, or conflict `lease-lost` with the answer kept as the draft
 */
export async function answerFirst({ ctx, input }: Verb<AnswerFirst>): Promise<AssignmentView> {
  const sent = AnswerFirst.parse(input)
  const { assignmentId, operationId, activeMs } = sent
  await withLease<{ kept: true }>(ctx, sent, {
    replay: (tx, { id }) => isKept(tx, id, operationId),
    draft: sent,
    work: async (tx, held, { project }) => {
      if (held.arm !== 'reveal') {
        throw conflict('not-revealing', 'This task does not wait for a first answer. Submit the answer instead.')
      }
      if (held.revealedAt !== null) return { kept: true }
      const { answer, work = workOf(held) } = saidBy(ctx, held, sent)
      if (held.mustWatch) await checkWatched(tx, held, work.seen)
      await checkAnswer(tx, held, answer)
      const now = ctx.now()
      await keepFirstAnswer(tx, held, { answer, activeMs, operationId, now })
      const leaseUntil = renewedLease({ now, leaseUntil: held.leaseUntil, leaseSeconds: project.settings.leaseSeconds })
      await tx.assignment.update({ where: { id: held.id }, data: { activeMs, work, leaseUntil } })
      await audit(tx, ctx, { projectId: held.projectId, verb: 'annotation.first-answer', entityId: held.id })
      return { kept: true }
    },
  })
  return loadAssignmentView(ctx, assignmentId)
}
