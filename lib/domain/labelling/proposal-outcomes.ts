import type { Box } from '@/lib/domain/shared'
import type { Answer, Mark, OutcomeKind, Side } from './answer'

export type ShownProposal = { id: string; side: Side; frameIndex: number; labelKey: string; box: Box | null }
export type ProposalOutcome = { proposalId: string; outcome: OutcomeKind }

/** Corners this close (fractions of the frame) are the same: a thousandth of a pixel on a 4K frame. */
const SAME = 1e-7

/**
 * What became of each shown proposal, from the marks that were submitted: they, not the clicks on the way, are the truth.
 * Source: docs/spec/answer.md [AN11]
 */
export function proposalOutcomes(
  { marks, proposals }: Pick<Answer, 'marks' | 'proposals'>,
  shown: readonly ShownProposal[],
): ProposalOutcome[] {
  const decided = new Set(proposals.map(({ proposalId }) => proposalId))
  const copied = new Map<string, Mark[]>()
  for (const mark of marks) {
    if (mark.proposalId === null) continue
    const copies = copied.get(mark.proposalId)
    if (copies) copies.push(mark)
    else copied.set(mark.proposalId, [mark])
  }
  return shown.map((proposal) => {
    const copies = copied.get(proposal.id) ?? []
    if (copies.some((mark) => isFaithful(mark, proposal))) return { proposalId: proposal.id, outcome: 'accepted' }
    if (copies.length > 0) return { proposalId: proposal.id, outcome: 'edited' }
    return { proposalId: proposal.id, outcome: decided.has(proposal.id) ? 'rejected' : 'ignored' }
  })
}

function isFaithful(mark: Mark, { side, frameIndex, labelKey, box }: ShownProposal): boolean {
  if (mark.side !== side || mark.frameIndex !== frameIndex || mark.labelKey !== labelKey) return false
  if (mark.box === null || box === null) return mark.box === box
  const { x, y, w, h } = mark.box
  return [x - box.x, y - box.y, w - box.w, h - box.h].every((difference) => Math.abs(difference) <= SAME)
}
