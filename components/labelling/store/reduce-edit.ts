import { reducePlayer } from '@/components/player/store'
import type { Mark, Side } from '@/lib/domain/labelling'
import { type Box, unreachable } from '@/lib/domain/shared'
import {
  acceptProposal,
  addMark,
  changeMark,
  deleteMark,
  isClean,
  type MarkPlace,
  nudged,
  toggleClean,
  togglePreference,
  toggleRejected,
} from './answer-edits'
import { edited, redone, undone } from './edit-history'
import { withNotice } from './notices'
import { currentProposal, marksOn, selectedMark } from './selectors'
import type { EditAction } from './workspace-action'
import { cleanScope, frameOf, screenSide, type WorkspaceState, wantsAttribution } from './workspace-state'

/** Where the keyboard puts a new box; arrows take it from there. */
const MIDDLE: Box = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }

/** Edits of the answer. Each is one step of undo. */
export function reduceEdit(state: WorkspaceState, action: EditAction): WorkspaceState {
  switch (action.type) {
    case 'preference':
      if (state.setup.asks === 'attribution') return state
      return edited(state, togglePreference(state.answer, action.preference))
    case 'comment':
      return edited(state, { ...state.answer, comment: action.comment }, 'comment')
    case 'flag':
      return edited(state, { ...state.answer, flagged: !state.answer.flagged })
    case 'undo':
      return undone(state) ?? withNotice(state, 'nothing-to-undo')
    case 'redo':
      return redone(state) ?? withNotice(state, 'nothing-to-redo')
    default:
      return wantsAttribution(state) ? reduceMarking(paused(state), action) : state
  }
}

type MarkingAction = Exclude<EditAction, { type: 'preference' | 'comment' | 'flag' | 'undo' | 'redo' }>

function reduceMarking(state: WorkspaceState, action: MarkingAction): WorkspaceState {
  const { answer } = state
  switch (action.type) {
    case 'label':
      return unseen(state) ?? labelled(state, action.labelKey, action.id)
    case 'relabel': {
      const mark = selectedMark(state)
      if (!mark) return withNotice(state, 'no-mark')
      return edited(state, changeMark(answer, mark.id, { labelKey: action.labelKey }))
    }
    case 'draw':
      return boxed(state, placeOf(state, action.side, action.id, action.frameIndex), action.box)
    case 'place-box': {
      const side = state.player.focus
      return unseen(state) ?? boxed(state, placeOf(state, side, action.id, frameOf(state, side)), MIDDLE)
    }
    case 'change-box':
      return edited(state, changeMark(answer, action.id, { box: action.box }))
    case 'nudge': {
      const mark = selectedMark(state)
      if (!mark?.box) return state
      const box = nudged(mark.box, action, state.setup.pair.sides[mark.side].video)
      return edited(state, changeMark(answer, mark.id, { box }), `nudge:${mark.id}`)
    }
    case 'delete': {
      const id = action.id ?? selectedMark(state)?.id
      return id ? { ...edited(state, deleteMark(answer, id)), selectedId: null } : withNotice(state, 'no-mark')
    }
    case 'clean':
      return cleaned(state, action.side)
    case 'accept':
      return accepted(state, action.proposalId, action.id)
    case 'reject': {
      const id = action.proposalId ?? currentProposal(state)?.proposal.id
      return id ? { ...edited(state, toggleRejected(answer, id)), selectedId: null } : withNotice(state, 'no-proposal')
    }
    default:
      return unreachable(action)
  }
}

/** A frame that has not been seen cannot be marked. */
function unseen(state: WorkspaceState): WorkspaceState | null {
  return state.shown[state.player.focus] === null ? withNotice(state, 'no-frame') : null
}

/** A label key: marks the frame; again, or another label's key, before the box is drawn changes its mind. */
function labelled(state: WorkspaceState, labelKey: string, id: string): WorkspaceState {
  const side = state.player.focus
  const frameIndex = frameOf(state, side)
  const waiting = waitingMark(state, side, frameIndex)
  if (waiting?.labelKey === labelKey) {
    return { ...edited(state, deleteMark(state.answer, waiting.id)), activeLabel: null, selectedId: null }
  }
  const needsBox = state.task.labels.get(labelKey)?.needsBox ?? true
  const answer = waiting
    ? changeMark(state.answer, waiting.id, { labelKey })
    : addMark(state.answer, placeOf(state, side, id, frameIndex), labelKey, null)
  const next = { ...edited(state, answer), activeLabel: labelKey, selectedId: waiting?.id ?? id }
  return needsBox ? withNotice(next, 'draw-box', { label: state.task.labels.get(labelKey)?.name ?? labelKey }) : next
}

/** A drawn box goes to the mark that waits for one, else makes a new mark of the label in hand. */
function boxed(state: WorkspaceState, place: MarkPlace, box: Box): WorkspaceState {
  const waiting = waitingMark(state, place.side, place.frameIndex)
  const player = reducePlayer(state.player, { type: 'focus', side: place.side })
  if (waiting) {
    return { ...edited(state, changeMark(state.answer, waiting.id, { box })), player, selectedId: waiting.id }
  }
  if (!state.activeLabel) return withNotice({ ...state, player }, 'pick-label')
  return { ...edited(state, addMark(state.answer, place, state.activeLabel, box)), player, selectedId: place.id }
}

function waitingMark(state: WorkspaceState, side: Side, frameIndex: number): Mark | undefined {
  return marksOn(state, side, frameIndex).find(
    ({ box, labelKey }) => box === null && (state.task.labels.get(labelKey)?.needsBox ?? true),
  )
}

function cleaned(state: WorkspaceState, side: Side): WorkspaceState {
  const scope = cleanScope(state, side)
  const count = state.answer.marks.filter((mark) => mark.side === side).length
  if (count > 0 && !isClean(state.answer, side, scope))
    return withNotice(state, 'clean-marked', { side: screenSide(state, side), count })
  return edited(state, toggleClean(state.answer, side, scope))
}

function accepted(state: WorkspaceState, proposalId: string | null, id: string): WorkspaceState {
  const chosen = proposalId ? currentProposal({ ...state, selectedId: proposalId }) : currentProposal(state)
  if (!chosen) return withNotice(state, 'no-proposal')
  const { side, proposal } = chosen
  if (!state.task.labels.has(proposal.labelKey)) return withNotice(state, 'unknown-label', { label: proposal.labelKey })
  if (state.answer.marks.some((mark) => mark.proposalId === proposal.id)) return withNotice(state, 'no-proposal')
  const answer = acceptProposal(state.answer, proposal, placeOf(state, side, id, proposal.frameIndex))
  return { ...edited(state, answer), selectedId: id }
}

function placeOf({ setup }: WorkspaceState, side: Side, id: string, frameIndex: number): MarkPlace {
  return { id, side, frameIndex, ptsUs: setup.pair.sides[side].video.ptsUs[frameIndex] ?? 0 }
}

/** Marking a moving picture first holds it. */
function paused(state: WorkspaceState): WorkspaceState {
  return state.player.playing ? { ...state, player: reducePlayer(state.player, { type: 'pause' }) } : state
}
