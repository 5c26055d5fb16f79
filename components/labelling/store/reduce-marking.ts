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
  nudged,
  toggleClean,
} from './answer-edits'
import { edited } from './edit-history'
import { indexOf, trackOf } from './mark-index'
import { withNotice } from './notices'
import { pressed, released } from './painting'
import { placeOf, unseen } from './places'
import { accepted, acceptedAll, acceptedChanged, rejected } from './reduce-proposals'
import { duplicated, extended } from './reduce-track'
import { selectedMark, selectedProposal, timesOf, waitingMark } from './selectors'
import type { MarkingAction } from './workspace-action'
import { cleanScope, frameOf, type WorkspaceState } from './workspace-state'

/** Side of a box that the keyboard puts in the middle, as a share of what is visible. */
const SIZE = 0.2

/** Marks, their boxes and tracks, and what becomes of proposals. */
export function reduceMarking(state: WorkspaceState, action: MarkingAction): WorkspaceState {
  switch (action.type) {
    case 'label':
      return unseen(state) ?? pressed(state, action)
    case 'release':
      return released(state)
    case 'relabel':
      return relabelled(state, action.labelKey, action.id)
    case 'draw':
      return boxed(state, placeOf(state, action.side, action.id, action.frameIndex), action.box)
    case 'place-box': {
      const side = state.player.focus
      return unseen(state) ?? boxed(state, placeOf(state, side, action.id, frameOf(state, side)), middle(state))
    }
    case 'change-box':
      return changed(state, action.id, action.box, action.newId, null)
    case 'nudge': {
      const target = selectedMark(state) ?? selectedProposal(state)?.proposal
      if (!target?.box) return state
      const side = selectedMark(state)?.side ?? selectedProposal(state)?.side ?? state.player.focus
      const box = nudged(target.box, action, state.setup.pair.sides[side].video)
      const words = { x: percent(box.x), y: percent(box.y), w: percent(box.w), h: percent(box.h) }
      const next = changed(state, target.id, box, action.id, `nudge:${target.id}`)
      return next.answer === state.answer ? next : withNotice(next, 'box-at', words)
    }
    case 'duplicate-next':
      return duplicated(state, action.id)
    case 'extend-track':
      return extended(state, action.id)
    case 'delete':
      return deleted(state, action.id)
    case 'delete-track':
      return trackDeleted(state, action.id)
    case 'clean':
      return cleaned(state, action.side)
    case 'accept':
      return accepted(state, action.proposalId, action.id)
    case 'accept-all':
      return acceptedAll(state, action.id)
    case 'reject':
      return rejected(state, action.proposalId)
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
function boxed(state: WorkspaceState, place: MarkPlace, box: Box): WorkspaceState {
  const player = reducePlayer(state.player, { type: 'focus', side: place.side })
  const waiting = waitingMark(state, place.side, place.frameIndex)
  if (!waiting && !state.activeLabel) return withNotice({ ...state, player }, 'pick-label')
  const answer = waiting
    ? changeMark(state.answer, waiting.id, { box }, timesOf(state))
    : addMark(state.answer, place, state.activeLabel ?? '', box)
  const selectedId = waiting?.id ?? place.id
  const next = { ...edited(state, answer), player, selectedId, boxesHidden: false, painting: null }
  const frames = waiting ? Math.max(1, trackOf(answer.marks, waiting).length) : 1
  return withNotice(next, 'box-placed', { side: place.side, frame: place.frameIndex, frames })
}

/** Changes the box of a mark, or of a proposal, which that accepts. */
function changed(state: WorkspaceState, id: string, box: Box, newId: string, kind: string | null): WorkspaceState {
  if (!indexOf(state.answer.marks).byId.has(id)) return acceptedChanged(state, id, newId, { box })
  const answer = changeMark(state.answer, id, { box }, timesOf(state))
  return { ...edited(state, answer, kind), selectedId: id }
}

function relabelled(state: WorkspaceState, labelKey: string, id: string): WorkspaceState {
  const mark = selectedMark(state)
  if (mark) return edited(state, changeMark(state.answer, mark.id, { labelKey }, timesOf(state)))
  const proposed = selectedProposal(state)
  return proposed ? acceptedChanged(state, proposed.proposal.id, id, { labelKey }) : withNotice(state, 'no-mark')
}

/** Source: docs/spec/marking.md [MA6]–[MA8] */
function deleted(state: WorkspaceState, id: string | null): WorkspaceState {
  const mark = id ? indexOf(state.answer.marks).byId.get(id) : selectedMark(state)
  if (!mark) return withNotice(state, 'no-mark')
  const answer = deleteMark(state.answer, mark.id, timesOf(state))
  const label = state.task.labels.get(mark.labelKey)?.name ?? mark.labelKey
  const words = { label, frame: mark.frameIndex }
  const stays = indexOf(answer.marks).byId.has(mark.id)
  if (stays) return withNotice({ ...edited(state, answer), selectedId: mark.id }, 'now-between', words)
  const track = trackOf(state.answer.marks, mark)
  const cut = mark.interpolated && track[0] !== mark && track.at(-1) !== mark
  return withNotice({ ...edited(state, answer), selectedId: null }, cut ? 'track-cut' : 'deleted', words)
}

function trackDeleted(state: WorkspaceState, id: string | null): WorkspaceState {
  const mark = id ? indexOf(state.answer.marks).byId.get(id) : selectedMark(state)
  if (!mark) return withNotice(state, 'no-mark')
  const answer = deleteTrack(state.answer, mark.id)
  const label = state.task.labels.get(mark.labelKey)?.name ?? mark.labelKey
  const frames = state.answer.marks.length - answer.marks.length
  return withNotice({ ...edited(state, answer), selectedId: null }, 'track-deleted', { label, frames })
}

function cleaned(state: WorkspaceState, side: ScreenSide): WorkspaceState {
  const scope = cleanScope(state, side)
  const count = indexOf(state.answer.marks).bySide[side].length
  if (count > 0 && !isClean(state.answer, side, scope)) return withNotice(state, 'clean-marked', { side, count })
  return edited(state, toggleClean(state.answer, side, scope))
}
