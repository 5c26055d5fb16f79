import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { ProposalView } from '@/lib/contracts/http/proposals'
import type { Answer, Mark, Preference, ProposalDecision, Side } from '@/lib/domain/labelling'
import { type Box, clampBox } from '@/lib/domain/shared'

/** Where a new mark stands, and the id its maker gave it. */
export type MarkPlace = { id: string; side: Side; frameIndex: number; ptsUs: number }

/** A mark and "no distortion" exclude each other: the newer word counts. */
export function addMark(answer: Answer, place: MarkPlace, labelKey: string, box: Box | null): Answer {
  const { side, frameIndex } = place
  const clean = answer.clean.filter(
    (verdict) => verdict.side !== side || (verdict.frameIndex !== null && verdict.frameIndex !== frameIndex),
  )
  return {
    ...answer,
    clean,
    marks: [...answer.marks, { ...place, labelKey, box, proposalId: null, trackId: null, interpolated: false }],
  }
}

export function changeMark(answer: Answer, id: string, change: Partial<Pick<Mark, 'box' | 'labelKey'>>): Answer {
  const mark = answer.marks.find((candidate) => candidate.id === id)
  if (!mark) return answer
  const marks = answer.marks.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate))
  return { ...answer, marks, proposals: decided(answer.proposals, mark.proposalId, 'edited') }
}

/** Taking away an accepted proposal's copy leaves that proposal undecided again. */
export function deleteMark(answer: Answer, id: string): Answer {
  const mark = answer.marks.find((candidate) => candidate.id === id)
  if (!mark) return answer
  return {
    ...answer,
    marks: answer.marks.filter((candidate) => candidate !== mark),
    proposals: decided(answer.proposals, mark.proposalId, null),
  }
}

/** Copies a proposal into the answer; the copy keeps the proposal's id. */
export function acceptProposal(answer: Answer, proposal: ProposalView, place: MarkPlace): Answer {
  const { marks, ...rest } = addMark(answer, place, proposal.labelKey, proposal.box && clampBox(proposal.box))
  return {
    ...rest,
    marks: marks.map((mark) => (mark.id === place.id ? { ...mark, proposalId: proposal.id } : mark)),
    proposals: decided(answer.proposals, proposal.id, 'accepted'),
  }
}

/** Rejecting a second time takes the rejection back. */
export function toggleRejected(answer: Answer, proposalId: string): Answer {
  const rejected = answer.proposals.some((one) => one.proposalId === proposalId && one.outcome === 'rejected')
  return { ...answer, proposals: decided(answer.proposals, proposalId, rejected ? null : 'rejected') }
}

/** Saying the same again takes it back. */
export function togglePreference(answer: Answer, preference: Preference): Answer {
  return { ...answer, preference: answer.preference === preference ? null : preference }
}

/** @param frameIndex the frame of a frame pair; null for a whole clip */
export function toggleClean(answer: Answer, side: Side, frameIndex: number | null): Answer {
  const others = answer.clean.filter((verdict) => verdict.side !== side || verdict.frameIndex !== frameIndex)
  const clean = others.length < answer.clean.length ? others : [...answer.clean, { side, frameIndex }]
  return { ...answer, clean }
}

/** Moves and grows a box by whole source pixels; the box stays in the frame. */
export function nudged(box: Box, by: { x: number; y: number; w: number; h: number }, video: PlayableVideo): Box {
  const { width, height } = video
  return clampBox({
    x: box.x + by.x / width,
    y: box.y + by.y / height,
    w: box.w + by.w / width,
    h: box.h + by.h / height,
  })
}

export function isClean(answer: Answer, side: Side, frameIndex: number | null): boolean {
  return answer.clean.some((verdict) => verdict.side === side && verdict.frameIndex === frameIndex)
}

/** Whether a person has said anything of their own yet. */
export function hasOwnAnswer({ preference, marks, clean }: Answer): boolean {
  return preference !== null || clean.length > 0 || marks.some(({ proposalId }) => proposalId === null)
}

function decided(
  decisions: readonly ProposalDecision[],
  proposalId: string | null,
  outcome: ProposalDecision['outcome'] | null,
): ProposalDecision[] {
  const others = decisions.filter((decision) => decision.proposalId !== proposalId)
  return proposalId === null || outcome === null ? others : [...others, { proposalId, outcome }]
}
