import type { ProposalView } from '@/lib/contracts/http/proposals'
import {
  type AnswerProblem,
  answerProblems,
  type Mark,
  type Phase,
  SIDES,
  type Side,
  suspectFrames,
} from '@/lib/domain/labelling'
import { hasOwnAnswer } from './answer-edits'
import { frameOf, type WorkspaceState, wantsAttribution } from './workspace-state'

export type Suspect = { side: Side; frameIndex: number; ptsUs: number }

/** Whether the model's opinion may be seen: its proposals and its scores alike. */
export function modelVisible({ setup, revealed }: Pick<WorkspaceState, 'setup' | 'revealed'>): boolean {
  if (setup.arm === 'hide' || !wantsAttribution({ setup })) return false
  return setup.arm === 'show' || revealed || !setup.editable
}

export function marksOn({ answer }: Pick<WorkspaceState, 'answer'>, side: Side, frameIndex: number): Mark[] {
  return answer.marks.filter((mark) => mark.side === side && mark.frameIndex === frameIndex)
}

export function proposalsOn(state: WorkspaceState, side: Side, frameIndex: number): ProposalView[] {
  if (!modelVisible(state)) return []
  return state.setup.pair.sides[side].proposals.filter((proposal) => proposal.frameIndex === frameIndex)
}

/** Proposals of a frame that nobody decided on, likeliest first. */
export function openProposals(state: WorkspaceState, side: Side, frameIndex: number): ProposalView[] {
  const decided = new Set(state.answer.proposals.map(({ proposalId }) => proposalId))
  return proposalsOn(state, side, frameIndex)
    .filter(({ id }) => !decided.has(id))
    .sort((a, b) => b.probability - a.probability)
}

/** The selected mark, as long as its frame is on screen. */
export function selectedMark(state: WorkspaceState): Mark | null {
  const mark = state.answer.marks.find(({ id }) => id === state.selectedId)
  return mark && frameOf(state, mark.side) === mark.frameIndex ? mark : null
}

/** The proposal that accept and reject speak of: the selected one, else the likeliest open one on the focused side. */
export function currentProposal(state: WorkspaceState): { side: Side; proposal: ProposalView } | null {
  for (const side of SIDES) {
    const selected = proposalsOn(state, side, frameOf(state, side)).find(({ id }) => id === state.selectedId)
    if (selected) return { side, proposal: selected }
  }
  const side = state.player.focus
  const likeliest = openProposals(state, side, frameOf(state, side))[0]
  return likeliest ? { side, proposal: likeliest } : null
}

/** Frames worth a look on both sides, in time order; the left one first where they coincide. */
export function suspects(state: WorkspaceState): Suspect[] {
  if (!modelVisible(state)) return []
  const { pair, leftSide } = state.setup
  return SIDES.flatMap((side) => {
    const { video, ...shown } = pair.sides[side]
    return suspectFrames(shown).map((frameIndex) => ({ side, frameIndex, ptsUs: video.ptsUs[frameIndex] ?? 0 }))
  }).sort((a, b) => a.ptsUs - b.ptsUs || Number(a.side !== leftSide) - Number(b.side !== leftSide))
}

/** The suspect frame after or before what is on screen; one on the focused frame counts as visited. */
export function neighbourSuspect(state: WorkspaceState, direction: 1 | -1): Suspect | null {
  const { focus, frames, clips } = state.player
  const { leftSide } = state.setup
  const rank = ({ ptsUs, side }: Pick<Suspect, 'ptsUs' | 'side'>) => ptsUs * 2 + (side === leftSide ? 0 : 1)
  const here = rank({ ptsUs: clips[focus].ptsUs[frames[focus]] ?? 0, side: focus })
  const ordered = direction > 0 ? suspects(state) : suspects(state).toReversed()
  return ordered.find((suspect) => (rank(suspect) - here) * direction > 0) ?? null
}

export function missing({ answer, task }: Pick<WorkspaceState, 'answer' | 'task'>): AnswerProblem[] {
  return answerProblems(answer, task)
}

/** Looking until anything was said, checking once nothing is missing, marking in between. */
export function phaseOf(state: Pick<WorkspaceState, 'answer' | 'task'>): Phase {
  const { answer } = state
  const said = hasOwnAnswer(answer) || answer.proposals.length > 0 || answer.comment !== '' || answer.flagged
  if (!said) return 'look'
  return missing(state).length === 0 ? 'check' : 'mark'
}
