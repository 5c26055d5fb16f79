import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { ProposalView } from '@/lib/contracts/http/proposals'
import type {
  ScreenAnswer,
  ScreenDecision,
  ScreenMark,
  ScreenPreference,
  ScreenSide,
  ScreenVerdict,
  Strength,
} from '@/lib/domain/labelling'
import { type Box, clampBox } from '@/lib/domain/shared'
import { indexOf } from './mark-index'
import { paintRange, type Range, removeMark, setBox, setLabel, type Times } from './track-edits'

/** Where a new mark stands, and the id its maker gave it. */
export type MarkPlace = { id: string; side: ScreenSide; frameIndex: number; ptsUs: number }

/** A mark and "no distortion" exclude each other: the newer word counts. */
export function addMark(answer: ScreenAnswer, place: MarkPlace, labelKey: string, box: Box | null): ScreenAnswer {
  const mark: ScreenMark = { ...place, labelKey, box, proposalId: null, trackId: null, interpolated: false }
  return withMarks(answer, [...answer.marks, mark])
}

/** Replaces the marks; "no distortion" of a frame or clip that now has some is taken away. */
function withMarks(answer: ScreenAnswer, marks: ScreenMark[]): ScreenAnswer {
  const { bySide, byFrame } = indexOf(marks)
  const contradicts = ({ side, frameIndex }: ScreenVerdict) =>
    frameIndex === null ? bySide[side].length > 0 : byFrame[side].has(frameIndex)
  const clean = answer.clean.some(contradicts) ? answer.clean.filter((said) => !contradicts(said)) : answer.clean
  return { ...answer, clean, marks }
}

/** Moves, resizes or relabels a mark; what lies between it and its track's other keyframes follows. */
export function changeMark(
  answer: ScreenAnswer,
  id: string,
  change: Partial<Pick<ScreenMark, 'box' | 'labelKey'>>,
  times: Times,
): ScreenAnswer {
  const mark = indexOf(answer.marks).byId.get(id)
  if (!mark) return answer
  const { box, labelKey } = change
  const relabelled = labelKey === undefined ? answer.marks : setLabel(answer.marks, mark, labelKey)
  const current = indexOf(relabelled).byId.get(id) ?? mark
  const marks = box ? setBox(relabelled, current, box, times) : relabelled
  const changed = labelKey === undefined ? [mark] : answer.marks.filter((other) => isTogether(other, mark))
  return { ...answer, marks: [...marks], proposals: decideAll(answer.proposals, changed, 'edited') }
}

/** Taking away an accepted proposal's copy leaves that proposal undecided again. */
export function deleteMark(answer: ScreenAnswer, id: string, times: Times): ScreenAnswer {
  const mark = indexOf(answer.marks).byId.get(id)
  if (!mark) return answer
  const marks = removeMark(answer.marks, mark, times)
  return { ...answer, marks, proposals: decideAll(answer.proposals, [mark], null) }
}

/** Takes a mark away with everything of its track. */
export function deleteTrack(answer: ScreenAnswer, id: string): ScreenAnswer {
  const mark = indexOf(answer.marks).byId.get(id)
  if (!mark) return answer
  const gone = answer.marks.filter((other) => isTogether(other, mark))
  const marks = answer.marks.filter((other) => !gone.includes(other))
  return { ...answer, marks, proposals: decideAll(answer.proposals, gone, null) }
}

export function paint(answer: ScreenAnswer, range: Range, times: Times): ScreenAnswer {
  return withMarks(answer, paintRange(answer.marks, range, times))
}

/** Copies a proposal into the answer; the copy keeps the proposal's id. */
export function acceptProposal(answer: ScreenAnswer, proposal: ProposalView, place: MarkPlace): ScreenAnswer {
  const { labelKey, box, id: proposalId } = proposal
  const mark = { ...place, labelKey, box: box && clampBox(box), proposalId, trackId: null, interpolated: false }
  const added = withMarks(answer, [...answer.marks, mark])
  return { ...added, proposals: decide(answer.proposals, proposalId, 'accepted') }
}

/** Rejecting a second time takes the rejection back. */
export function toggleRejected(answer: ScreenAnswer, proposalId: string): ScreenAnswer {
  const rejected = answer.proposals.some((one) => one.proposalId === proposalId && one.outcome === 'rejected')
  return { ...answer, proposals: decide(answer.proposals, proposalId, rejected ? null : 'rejected') }
}

/** @param frameIndex the frame of a frame pair; null for a whole clip */
export function toggleClean(answer: ScreenAnswer, side: ScreenSide, frameIndex: number | null): ScreenAnswer {
  const others = answer.clean.filter((verdict) => verdict.side !== side || verdict.frameIndex !== frameIndex)
  const clean = others.length < answer.clean.length ? others : [...answer.clean, { side, frameIndex }]
  return { ...answer, clean }
}

/** Moves and grows a box by whole source pixels; the box stays in the frame. */
export function nudgeBox(box: Box, by: { x: number; y: number; w: number; h: number }, video: PlayableVideo): Box {
  const { width, height } = video
  return clampBox({
    x: box.x + by.x / width,
    y: box.y + by.y / height,
    w: box.w + by.w / width,
    h: box.h + by.h / height,
  })
}

export function isClean(answer: ScreenAnswer, side: ScreenSide, frameIndex: number | null): boolean {
  return answer.clean.some((verdict) => verdict.side === side && verdict.frameIndex === frameIndex)
}

/** Whether a person has said anything of their own yet. */
export function hasOwnAnswer({ preference, marks, clean }: ScreenAnswer): boolean {
  return preference !== null || clean.length > 0 || marks.some(isOwn)
}

/** A copy of a proposal is not one's own word, nor is what a track carries on from it. */
function isOwn({ proposalId, interpolated }: ScreenMark): boolean {
  return proposalId === null && !interpolated
}

function isTogether(other: ScreenMark, mark: ScreenMark): boolean {
  return other.id === mark.id || (mark.trackId !== null && other.trackId === mark.trackId)
}

function decideAll(
  decisions: readonly ScreenDecision[],
  marks: readonly ScreenMark[],
  outcome: ScreenDecision['outcome'] | null,
): ScreenDecision[] {
  return marks.reduce((sum, { proposalId }) => decide(sum, proposalId, outcome), [...decisions])
}

function decide(
  decisions: readonly ScreenDecision[],
  proposalId: string | null,
  outcome: ScreenDecision['outcome'] | null,
): ScreenDecision[] {
  if (proposalId === null) return [...decisions]
  const others = decisions.filter((decision) => decision.proposalId !== proposalId)
  return outcome === null ? others : [...others, { proposalId, outcome }]
}

const STRENGTHS: readonly (Strength | null)[] = ['slight', 'strong', null]

export function prefersSide({ preference }: Pick<ScreenAnswer, 'preference'>): boolean {
  return preference === 'left' || preference === 'right'
}

/**
 * Says which side is less broken; saying the same again takes it back, and a tie has no strength.
 * @param strength undefined says nothing of it: what was said of the same side goes with it
 */
export function prefer(
  answer: ScreenAnswer,
  preference: ScreenPreference,
  strength: Strength | undefined,
): ScreenAnswer {
  const again = answer.preference === preference
  if (strength === undefined) return { ...answer, preference: again ? null : preference, strength: null }
  return { ...answer, preference, strength: again && answer.strength === strength ? null : strength }
}

/** Slightly, much, left open, and again. */
export function nextStrength({ strength }: Pick<ScreenAnswer, 'strength'>): Strength | null {
  return STRENGTHS[(STRENGTHS.indexOf(strength) + 1) % STRENGTHS.length] ?? null
}
