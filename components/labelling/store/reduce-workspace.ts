import { type PlayerAction, reducePlayer, reduceView } from '@/components/player/store'
import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'
import { attemptSubmit } from './attempt'
import { indexOf } from './mark-index'
import { extendPainting } from './painting'
import { reduceEdit } from './reduce-edit'
import { NOT_WATCHING, watchFrame } from './seen'
import { marksOn, neighbourSuspect, openProposals, selectedMark, selectedOn, selectedProposal } from './selectors'
import { labelName, withNotice } from './steps'
import type { WorkspaceAction } from './workspace-action'
import { frameOf, revealModel, type WorkspaceState } from './workspace-state'

/** The whole screen's state; pure. */
export function reduceWorkspace(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  const next = reduce(state, action)
  const selects = next.selectedId !== null && indexOf(next.answer.marks).byId.has(next.selectedId)
  const lastMarkId = selects ? next.selectedId : next.lastMarkId
  return lastMarkId === next.lastMarkId ? next : { ...next, lastMarkId }
}

function reduce(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  switch (action.type) {
    case 'player': {
      const player = reducePlayer(state.player, action.action)
      if (player === state.player) return state
      return extendPainting({
        ...state,
        player,
        watching: continuesPlayback(action.action) ? state.watching : NOT_WATCHING,
      })
    }
    case 'view':
      return { ...state, view: reduceView(state.view, action.action) }
    case 'shown':
      return showFrame(state, action)
    case 'suspect': {
      const suspect = neighbourSuspect(state, action.direction)
      if (!suspect) return withNotice(state, 'no-suspect')
      const { side, frameIndex } = suspect
      const focused = reducePlayer(state.player, { type: 'focus', side })
      const player = reducePlayer(focused, { type: 'seek-frame', side, index: frameIndex })
      return extendPainting({ ...state, player, watching: NOT_WATCHING })
    }
    case 'select':
      return select(state, action.id)
    case 'select-next':
      return announceSelected(select(state, nextSelectable(state)))
    case 'hide-boxes':
      return withNotice(
        { ...state, boxesHidden: !state.boxesHidden },
        state.boxesHidden ? 'boxes-shown' : 'boxes-hidden',
      )
    case 'escape':
      return { ...state, selectedId: null, activeLabel: null, painting: null, notice: null, hint: null }
    case 'notice-seen':
      return state.notice?.seq === action.seq ? { ...state, notice: null } : state
    case 'attempt':
      return attemptSubmit(state)
    case 'replace':
      return { ...state, answer: action.answer, past: [], future: [], lastEdit: null, selectedId: null, painting: null }
    case 'reveal':
      return revealModel(state, action.pair)
    case 'editable':
      if (state.setup.editable === action.editable) return state
      return { ...state, setup: { ...state.setup, editable: action.editable }, selectedId: null, painting: null }
    default:
      return state.setup.editable ? reduceEdit(state, action) : state
  }
}

/** Whether playback runs on undisturbed. */
function continuesPlayback({ type }: PlayerAction): boolean {
  return type === 'tick' || type === 'presented' || type === 'focus' || type === 'speed'
}

function showFrame(
  state: WorkspaceState,
  { side, index, origin }: Extract<WorkspaceAction, { type: 'shown' }>,
): WorkspaceState {
  if (state.shown[side] === index && state.origins[side] === origin && state.watching[side] === index) return state
  const { video } = state.setup.pair.sides[side]
  return {
    ...state,
    seen: watchFrame(state.seen, side, video, state.watching[side], index),
    watching: { ...state.watching, [side]: index },
    shown: { ...state.shown, [side]: index },
    origins: { ...state.origins, [side]: origin },
  }
}

/** Selecting something focuses its side. */
function select(state: WorkspaceState, id: string | null): WorkspaceState {
  if (id === null) return state.selectedId === null ? state : { ...state, selectedId: null }
  const side = SCREEN_SIDES.find((candidate) => selectable(state, candidate).includes(id))
  const player = side ? reducePlayer(state.player, { type: 'focus', side }) : state.player
  return { ...state, selectedId: id, player }
}

/** Says what the keys speak of now, for those who do not see it. */
function announceSelected(state: WorkspaceState): WorkspaceState {
  const mark = selectedMark(state)
  const proposal = selectedProposal(state)?.proposal
  const labelKey = mark?.labelKey ?? proposal?.labelKey
  if (labelKey === undefined) return state
  const ids = selectable(state, state.player.focus)
  const label = labelName(state, labelKey)
  const kind = proposal ? 'proposal' : mark?.interpolated ? 'between' : 'mark'
  return withNotice(state, 'selected', { label, kind, at: ids.indexOf(selectedOn(state) ?? '') + 1, of: ids.length })
}

function nextSelectable(state: WorkspaceState): string | null {
  const ids = selectable(state, state.player.focus)
  return ids[(ids.indexOf(selectedOn(state) ?? '') + 1) % Math.max(1, ids.length)] ?? null
}

function selectable(state: WorkspaceState, side: ScreenSide): string[] {
  const frameIndex = frameOf(state, side)
  return [...marksOn(state, side, frameIndex), ...openProposals(state, side, frameIndex)].map(({ id }) => id)
}
