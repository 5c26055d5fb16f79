import type { Answer } from '@/lib/domain/labelling'
import type { Assignment, Tx } from '@/lib/platform/db'
import { noteProposalsSeen, sawProposalsOf } from './exposure'

type First = { answer: Answer; activeMs: number; operationId: string; now: Date }

/**
 * Keeps what was said before the proposals of this task were seen, for good, and reveals them. The caller holds the assignment's lock.
 * Source: docs/spec/queue.md [QU23] [QU26]
 */
export async function keepFirstAnswer(tx: Tx, held: Assignment, { answer, activeMs, operationId, now }: First) {
  const sawProposals = await sawProposalsOf(tx, held.userId, held.taskId)
  const said = { answer, activeMs, operationId, sawProposals, createdAt: now }
  await tx.firstAnswer.create({ data: { assignmentId: held.id, ...said } })
  await tx.assignment.update({ where: { id: held.id }, data: { revealedAt: now } })
  await noteProposalsSeen(tx, held.userId, held.taskId)
}
