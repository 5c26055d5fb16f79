import type { Answer } from '@/lib/domain/labelling'
import type { Assignment, Tx } from '@/lib/platform/db'
import { noteProposalsSeen } from './exposure'

type First = { answer: Answer; activeMs: number; operationId: string; now: Date }

/** Keeps what was said before the proposals were seen, for good, and reveals them. The caller holds the assignment's lock. */
export async function keepFirstAnswer(tx: Tx, held: Assignment, { answer, activeMs, operationId, now }: First) {
  await tx.firstAnswer.create({ data: { assignmentId: held.id, answer, activeMs, operationId, createdAt: now } })
  await tx.assignment.update({ where: { id: held.id }, data: { revealedAt: now } })
  await noteProposalsSeen(tx, held.userId, held.taskId)
}
