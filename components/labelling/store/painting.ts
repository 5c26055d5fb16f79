import type { ScreenMark, ScreenSide } from '@/lib/domain/labelling'
import { addMark, changeMark, deleteTrack, paint } from './answer-edits'
import { marksAt, trackOf } from './mark-index'
import { marksOn, needsBox, timesOf, waitingMark } from './selectors'
import { applyEdit, labelName, placeOf, withNotice } from './steps'
import { frameOf, type WorkspaceState } from './workspace-state'

type Press = { labelKey: string; id: string; held?: boolean }

/** A label key goes down: marks the frame, or changes its mind on it; held on, every frame that is passed is marked too. */
export function pressLabel(state: WorkspaceState, { labelKey, id, held = false }: Press): WorkspaceState {
  const side = state.player.focus
  const frameIndex = frameOf(state, side)
  const next = labelFrame(state, side, frameIndex, labelKey, id, kindOf(id))
  if (!held || state.player.still) return { ...next, painting: null }
  const frames = { from: frameIndex, to: frameIndex }
  return { ...next, painting: { labelKey, side, id, ...frames, before: state.answer, pressed: next.answer } }
}

/** After a step with a label key down: the range from where it went down to here, and nothing beyond. */
export function extendPainting(state: WorkspaceState): WorkspaceState {
  const { painting, player } = state
  if (!painting) return state
  const { labelKey, side, id, from, before } = painting
  if (player.focus !== side) return { ...state, painting: null }
  const to = player.frames[side]
  if (to === painting.to) return state
  const range = { side, labelKey, id, from: Math.min(from, to), to: Math.max(from, to) }
  const answer = to === from ? painting.pressed : paint(before, range, timesOf(state))
  const next = { ...applyEdit(state, answer, kindOf(id)), painting: { ...painting, to }, activeLabel: labelKey }
  return { ...next, selectedId: ownMark(answer.marks, side, to, labelKey)?.id ?? null }
}

/** The key goes up: the range stands. */
export function endPainting(state: WorkspaceState): WorkspaceState {
  const { painting } = state
  if (!painting) return state
  const { labelKey, side, from, to } = painting
  const rested = { ...state, painting: null, lastEdit: null }
  if (from === to) return rested
  const label = labelName(state, labelKey)
  const ends = { from: Math.min(from, to), to: Math.max(from, to) }
  const waits = waitingMark(state, side, to) ? 'yes' : 'no'
  return withNotice(rested, 'range-marked', { label, side, waits, ...ends })
}

function labelFrame(
  state: WorkspaceState,
  side: ScreenSide,
  frameIndex: number,
  labelKey: string,
  id: string,
  kind: string,
): WorkspaceState {
  const waiting = waitingMark(state, side, frameIndex)
  const again = waiting?.labelKey === labelKey ? waiting : boxlessMark(state, side, frameIndex, labelKey)
  if (again) {
    const frames = Math.max(1, trackOf(state.answer.marks, again).length)
    const next = { ...applyEdit(state, deleteTrack(state.answer, again.id), kind), activeLabel: null, selectedId: null }
    return frames > 1 ? withNotice(next, 'track-deleted', { label: labelName(state, labelKey), frames }) : next
  }
  const answer = waiting
    ? changeMark(state.answer, waiting.id, { labelKey }, timesOf(state))
    : addMark(state.answer, placeOf(state, side, id, frameIndex), labelKey, null)
  const next = { ...applyEdit(state, answer, kind), activeLabel: labelKey, selectedId: waiting?.id ?? id }
  return needsBox(state, labelKey) ? withNotice(next, 'draw-box', { label: labelName(state, labelKey) }) : next
}

/** A mark of a label that needs no box; a second one would say nothing new. */
function boxlessMark(
  state: WorkspaceState,
  side: ScreenSide,
  frameIndex: number,
  labelKey: string,
): ScreenMark | undefined {
  if (needsBox(state, labelKey)) return undefined
  return marksOn(state, side, frameIndex).find((mark) => mark.labelKey === labelKey && mark.box === null)
}

function ownMark(
  marks: readonly ScreenMark[],
  side: ScreenSide,
  frameIndex: number,
  labelKey: string,
): ScreenMark | undefined {
  return marksAt(marks, side, frameIndex).find((mark) => mark.labelKey === labelKey && mark.box === null)
}

/** One undo for the whole range: its edits join. */
function kindOf(id: string): string {
  return `paint:${id}`
}
