import type { ProposalView } from '@/lib/contracts/http/proposals'
import {
  type AnswerProblem,
  type AnswerTask,
  answerProblems,
  type Phase,
  SCREEN_SIDES,
  type ScreenAnswer,
  type ScreenMark,
  type ScreenSide,
  suspectFrames,
} from '@/lib/domain/labelling'
import type { Box } from '@/lib/domain/shared'
import { hasOwnAnswer } from './answer-edits'
import { indexOf, marksAt, trackOf } from './mark-index'
import type { Times } from './track-edits'
import { frameOf, type Setup, type WorkspaceState, wantsAttribution } from './workspace-state'

const NO_PROPOSALS: readonly ProposalView[] = []

/** Whether the model's opinion may be seen: its proposals and its scores alike. */
export function modelVisible({ setup }: Pick<WorkspaceState, 'setup'>): boolean {
  if (setup.arm === 'hide' || !wantsAttribution({ setup })) return false
  return setup.arm === 'show' || setup.revealed || !setup.editable
}

/** The marks of a frame; the same array as long as no mark changes. */
export function marksOn(
  { answer }: Pick<WorkspaceState, 'answer'>,
  side: ScreenSide,
  frameIndex: number,
): readonly ScreenMark[] {
  return marksAt(answer.marks, side, frameIndex)
}

export function timesOf({ setup }: Pick<WorkspaceState, 'setup'>): Times {
  const { left, right } = setup.pair.sides
  return { left: left.video.ptsUs, right: right.video.ptsUs }
}

export function needsBox({ task }: Pick<WorkspaceState, 'task'>, labelKey: string): boolean {
  return task.labels.get(labelKey)?.needsBox ?? true
}

/** A mark of this frame that still needs its box. */
export function waitingMark(state: WorkspaceState, side: ScreenSide, frameIndex: number): ScreenMark | undefined {
  return marksOn(state, side, frameIndex).find(({ box, labelKey }) => box === null && needsBox(state, labelKey))
}

const byFrame = new WeakMap<readonly ProposalView[], Map<number, ProposalView[]>>()

function grouped(proposals: readonly ProposalView[]): Map<number, ProposalView[]> {
  const known = byFrame.get(proposals)
  if (known) return known
  const groups = new Map<number, ProposalView[]>()
  for (const proposal of proposals) {
    groups.set(proposal.frameIndex, [...(groups.get(proposal.frameIndex) ?? []), proposal])
  }
  byFrame.set(proposals, groups)
  return groups
}

export function proposalsOn(state: WorkspaceState, side: ScreenSide, frameIndex: number): readonly ProposalView[] {
  if (!modelVisible(state)) return NO_PROPOSALS
  return grouped(state.setup.pair.sides[side].proposals).get(frameIndex) ?? NO_PROPOSALS
}

const decidedIds = new WeakMap<ScreenAnswer['proposals'], ReadonlySet<string>>()

/** Proposals of a frame that nobody decided on, likeliest first. */
export function openProposals(state: WorkspaceState, side: ScreenSide, frameIndex: number): ProposalView[] {
  const here = proposalsOn(state, side, frameIndex)
  if (here.length === 0) return []
  const { proposals } = state.answer
  const decided = decidedIds.get(proposals) ?? new Set(proposals.map(({ proposalId }) => proposalId))
  decidedIds.set(proposals, decided)
  return here.filter(({ id }) => !decided.has(id)).sort((a, b) => b.probability - a.probability)
}

/** The selected mark, as long as its frame, or another one of its track, is on screen. */
export function selectedMark(state: WorkspaceState): ScreenMark | null {
  if (state.selectedId === null) return null
  const mark = indexOf(state.answer.marks).byId.get(state.selectedId)
  if (!mark) return null
  const frameIndex = frameOf(state, mark.side)
  if (frameIndex === mark.frameIndex) return mark
  return trackOf(state.answer.marks, mark).find((other) => other.frameIndex === frameIndex) ?? null
}

/** The box that arrows move: of the selected mark or proposal; none while a range is painted. */
export function boxInHand(state: WorkspaceState): Box | null {
  if (state.painting) return null
  return selectedMark(state)?.box ?? selectedProposal(state)?.proposal.box ?? null
}

/** What is drawn as selected: the mark that the keys speak of, or a proposal. */
export function selectedOn(state: WorkspaceState): string | null {
  return selectedMark(state)?.id ?? state.selectedId
}

/** The proposal that accept and reject speak of: the selected one, else the likeliest open one on the focused side. */
export function currentProposal(state: WorkspaceState): { side: ScreenSide; proposal: ProposalView } | null {
  const chosen = selectedProposal(state)
  if (chosen) return chosen
  const side = state.player.focus
  const likeliest = openProposals(state, side, frameOf(state, side))[0]
  return likeliest ? { side, proposal: likeliest } : null
}

/** The selected proposal, as long as its frame is on screen. */
export function selectedProposal(state: WorkspaceState): { side: ScreenSide; proposal: ProposalView } | null {
  if (state.selectedId === null) return null
  for (const side of SCREEN_SIDES) {
    const proposal = proposalsOn(state, side, frameOf(state, side)).find(({ id }) => id === state.selectedId)
    if (proposal) return { side, proposal }
  }
  return null
}

const problems = new WeakMap<ScreenAnswer, { task: AnswerTask; found: AnswerProblem[] }>()

/** What keeps the answer from being complete; the same array as long as the answer stays. */
export function missing({ answer, task }: Pick<WorkspaceState, 'answer' | 'task'>): AnswerProblem[] {
  const known = problems.get(answer)
  if (known?.task === task) return known.found
  const found = answerProblems(answer, task)
  problems.set(answer, { task, found })
  return found
}

/** Looking until anything was said, checking once nothing is missing, marking in between. */
export function phaseOf(state: Pick<WorkspaceState, 'answer' | 'task'>): Phase {
  const { answer } = state
  const said = hasOwnAnswer(answer) || answer.proposals.length > 0 || answer.comment !== '' || answer.flagged
  if (!said) return 'look'
  return missing(state).length === 0 ? 'check' : 'mark'
}

/** Clips of one shape can be laid over each other: those made from one image have the same place at the same place. */
export function canCompare({ setup }: Pick<WorkspaceState, 'setup'>): boolean {
  const { left, right } = setup.pair.sides
  const shapes = [left, right].map(({ video }) => video.width / video.height)
  return Math.max(...shapes) / Math.min(...shapes) < 1.01
}

export type Suspect = { side: ScreenSide; frameIndex: number; ptsUs: number }

const NO_SUSPECTS: readonly Suspect[] = []
const foundSuspects = new WeakMap<Setup, readonly Suspect[]>()

/** Frames worth a look on both sides, in time order; the left one first where they coincide. */
export function suspects(state: WorkspaceState): readonly Suspect[] {
  if (!modelVisible(state)) return NO_SUSPECTS
  const known = foundSuspects.get(state.setup) ?? findSuspects(state.setup)
  foundSuspects.set(state.setup, known)
  return known
}

function findSuspects({ pair }: Setup): Suspect[] {
  return SCREEN_SIDES.flatMap((side) => {
    const { video, ...opinion } = pair.sides[side]
    return suspectFrames(opinion).map((frameIndex) => ({
      side,
      frameIndex,
      ptsUs: video.ptsUs[frameIndex] ?? 0,
    }))
  }).sort((a, b) => a.ptsUs - b.ptsUs || Number(a.side === 'right') - Number(b.side === 'right'))
}

/** The suspect frame after or before what is on screen; one on the focused frame counts as visited. */
export function neighbourSuspect(state: WorkspaceState, direction: 1 | -1): Suspect | null {
  const { focus, frames, clips } = state.player
  const rank = ({ ptsUs, side }: Pick<Suspect, 'ptsUs' | 'side'>) => ptsUs * 2 + (side === 'left' ? 0 : 1)
  const here = rank({ ptsUs: clips[focus].ptsUs[frames[focus]] ?? 0, side: focus })
  const ordered = direction > 0 ? suspects(state) : suspects(state).toReversed()
  return ordered.find((suspect) => (rank(suspect) - here) * direction > 0) ?? null
}
