import { reducePlayer } from '@/components/player/store'
import type { ScreenSide } from '@/lib/domain/labelling'
import { type Box, clampBox, unreachable } from '@/lib/domain/shared'
import {
  addMark,
  changeMark,
  deleteMark,
  deleteTrack,
  isClean,
  type MarkPlace,
  nudgeBox,
  toggleClean,
} from './answer-edits'
import { indexOf, trackOf } from './mark-index'
import { endPainting, pressLabel } from './painting'
import { accept, acceptAll, acceptChanged, reject } from './reduce-proposals'
import { duplicateToNext, extendTrack } from './reduce-track'
import { selectedMark, selectedProposal, timesOf, waitingMark } from './selectors'
import { applyEdit, labelName, placeOf, refuseUnseen, withNotice } from './steps'
import type { MarkingAction } from './workspace-action'
import { cleanScope, frameOf, type WorkspaceState } from './workspace-state'

/** Side of a box that the keyboard puts in the middle, as a share of what is visible. */
const SIZE = 0.2

/** Marks, their boxes and tracks, and what becomes of proposals. */
export function reduceMarking(state: WorkspaceState, action: MarkingAction): WorkspaceState {
  switch (action.type) {
    case 'label':
      return refuseUnseen(state) ?? pressLabel(state, action)
    case 'release':
      return endPainting(state)
    case 'relabel':
      return relabel(state, action.labelKey, action.id)
    case 'draw':
      return addBox(state, placeOf(state, action.side, action.id, action.frameIndex), action.box)
    case 'place-box': {
      const side = state.player.focus
      return refuseUnseen(state) ?? addBox(state, placeOf(state, side, action.id, frameOf(state, side)), middle(state))
    }
    case 'change-box':
      return changeBox(state, action.id, action.box, action.newId, null)
    case 'nudge': {
      const target = selectedMark(state) ?? selectedProposal(state)?.proposal
      if (!target?.box) return state
      const side = selectedMark(state)?.side ?? selectedProposal(state)?.side ?? state.player.focus
      const box = nudgeBox(target.box, action, state.setup.pair.sides[side].video)
      const words = { x: percent(box.x), y: percent(box.y), w: percent(box.w), h: percent(box.h) }
      const next = changeBox(state, target.id, box, action.id, `nudge:${target.id}`)
      return next.answer === state.answer ? next : withNotice(next, 'box-at', words)
    }
    case 'duplicate-next':
      return duplicateToNext(state, action.id)
    case 'extend-track':
      return extendTrack(state, action.id)
    case 'delete':
      return deleteSelected(state, action.id)
    case 'delete-track':
      return deleteWholeTrack(state, action.id)
    case 'clean':
      return toggleSideClean(state, action.side)
    case 'accept':
      return accept(state, action.proposalId, action.id)
    case 'accept-all':
      return acceptAll(state, action.id)
    case 'reject':
      return reject(state, action.proposalId)
    default:
      return unreachable(action)
  }
}

function percent(share: number): number {
  return Math.round(share * 100)
}

/** The middle of the part of the frame that zoom and pan leave in sight. */
function middle({ view }: WorkspaceState): Box {
  const size = SIZE / view.zoom
  return clampBox({ x: view.centre.x - size / 2, y: view.centre.y - size / 2, w: size, h: size })
}

/** A drawn box goes to the mark that waits for one, and to the range it belongs to; else it is a new mark of the label in hand. */
function addBox(state: WorkspaceState, place: MarkPlace, box: Box): WorkspaceState {
  const player = reducePlayer(state.player, { type: 'focus', side: place.side })
  const waiting = waitingMark(state, place.side, place.frameIndex)
  if (!waiting && !state.activeLabel) return withNotice({ ...state, player }, 'pick-label')
  const answer = waiting
    ? changeMark(state.answer, waiting.id, { box }, timesOf(state))
    : addMark(state.answer, place, state.activeLabel ?? '', box)
  const selectedId = waiting?.id ?? place.id
  const next = { ...applyEdit(state, answer), player, selectedId, boxesHidden: false, painting: null }
  const frames = waiting ? Math.max(1, trackOf(answer.marks, waiting).length) : 1
  return withNotice(next, 'box-placed', { side: place.side, frame: place.frameIndex, frames })
}

/** Changes the box of a mark, or of a proposal, which that accepts. */
function changeBox(state: WorkspaceState, id: string, box: Box, newId: string, kind: string | null): WorkspaceState {
  if (!indexOf(state.answer.marks).byId.has(id)) return acceptChanged(state, id, newId, { box })
  const answer = changeMark(state.answer, id, { box }, timesOf(state))
  return { ...applyEdit(state, answer, kind), selectedId: id }
}

function relabel(state: WorkspaceState, labelKey: string, id: string): WorkspaceState {
  const mark = selectedMark(state)
  if (mark) return applyEdit(state, changeMark(state.answer, mark.id, { labelKey }, timesOf(state)))
  const proposed = selectedProposal(state)
  return proposed ? acceptChanged(state, proposed.proposal.id, id, { labelKey }) : withNotice(state, 'no-mark')
}

/** Source: docs/spec/marking.md [MA6]–[MA8] */
function deleteSelected(state: WorkspaceState, id: string | null): WorkspaceState {
  const mark = id ? indexOf(state.answer.marks).byId.get(id) : selectedMark(state)
  if (!mark) return withNotice(state, 'no-mark')
  const answer = deleteMark(state.answer, mark.id, timesOf(state))
  const label = labelName(state, mark.labelKey)
  const words = { label, frame: mark.frameIndex }
  const stays = indexOf(answer.marks).byId.has(mark.id)
  if (stays) return withNotice({ ...applyEdit(state, answer), selectedId: mark.id }, 'now-between', words)
  const track = trackOf(state.answer.marks, mark)
  const cut = mark.interpolated && track[0] !== mark && track.at(-1) !== mark
  return withNotice({ ...applyEdit(state, answer), selectedId: null }, cut ? 'track-cut' : 'deleted', words)
}

function deleteWholeTrack(state: WorkspaceState, id: string | null): WorkspaceState {
  const mark = id ? indexOf(state.answer.marks).byId.get(id) : selectedMark(state)
  if (!mark) return withNotice(state, 'no-mark')
  const answer = deleteTrack(state.answer, mark.id)
  const label = labelName(state, mark.labelKey)
  const frames = state.answer.marks.length - answer.marks.length
  return withNotice({ ...applyEdit(state, answer), selectedId: null }, 'track-deleted', { label, frames })
}

function toggleSideClean(state: WorkspaceState, side: ScreenSide): WorkspaceState {
  const scope = cleanScope(state, side)
  const count = indexOf(state.answer.marks).bySide[side].length
  if (count > 0 && !isClean(state.answer, side, scope)) return withNotice(state, 'clean-marked', { side, count })
  return applyEdit(state, toggleClean(state.answer, side, scope))
}
