import { type PlayerAction, reducePlayer, reduceView } from '@/components/player/store'
import { SIDES } from '@/lib/domain/labelling'
import { hasOwnAnswer } from './answer-edits'
import { withNotice } from './notices'
import { reduceEdit } from './reduce-edit'
import { NOT_WATCHING, watched } from './seen'
import { marksOn, missing, neighbourSuspect, openProposals } from './selectors'
import type { WorkspaceAction } from './workspace-action'
import { frameOf, type WorkspaceState } from './workspace-state'

/** The whole screen's state; pure. */
export function reduceWorkspace(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  const next = reduce(state, action)
  return !next.revealed && hasOwnAnswer(next.answer) ? { ...next, revealed: true } : next
}

function reduce(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  switch (action.type) {
    case 'player': {
      const player = reducePlayer(state.player, action.action)
      if (player === state.player) return state
      return { ...state, player, watching: goesOn(action.action) ? state.watching : NOT_WATCHING }
    }
    case 'view':
      return { ...state, view: reduceView(state.view, action.action) }
    case 'shown':
      return shown(state, action)
    case 'suspect': {
      const suspect = neighbourSuspect(state, action.direction)
      if (!suspect) return withNotice(state, 'no-suspect')
      const { side, frameIndex } = suspect
      const focused = reducePlayer(state.player, { type: 'focus', side })
      return { ...state, player: reducePlayer(focused, { type: 'seek-frame', side, index: frameIndex }) }
    }
    case 'select':
      return select(state, action.id)
    case 'select-next':
      return select(state, nextSelectable(state))
    case 'escape':
      return { ...state, selectedId: null, activeLabel: null, notice: null }
    case 'notice-seen':
      return state.notice?.seq === action.seq ? { ...state, notice: null } : state
    case 'attempt':
      return attempted(state)
    case 'replace':
      return { ...state, answer: action.answer, past: [], future: [], lastEdit: null, selectedId: null }
    case 'editable':
      if (state.setup.editable === action.editable) return state
      return { ...state, setup: { ...state.setup, editable: action.editable }, selectedId: null }
    default:
      return state.setup.editable ? reduceEdit(state, action) : state
  }
}

/** Whether playback runs on undisturbed. */
function goesOn({ type }: PlayerAction): boolean {
  return type === 'tick' || type === 'presented' || type === 'focus' || type === 'speed'
}

function shown(
  state: WorkspaceState,
  { side, index, origin }: Extract<WorkspaceAction, { type: 'shown' }>,
): WorkspaceState {
  if (state.shown[side] === index && state.origins[side] === origin && state.watching[side] === index) return state
  const { video } = state.setup.pair.sides[side]
  return {
    ...state,
    seen: watched(state.seen, side, video, state.player.playing ? state.watching[side] : null, index),
    watching: { ...state.watching, [side]: index },
    shown: { ...state.shown, [side]: index },
    origins: { ...state.origins, [side]: origin },
  }
}

/** Submitting was tried: shows what is missing, and goes to the first mark that keeps it from being complete. */
function attempted(state: WorkspaceState): WorkspaceState {
  const tried = { ...state, attempted: true }
  const first = missing(state)[0]
  if (!first?.markId || first.side === null || first.frameIndex === null) return tried
  const focused = reducePlayer(state.player, { type: 'focus', side: first.side })
  const player = reducePlayer(focused, { type: 'seek-frame', side: first.side, index: first.frameIndex })
  return { ...tried, player, selectedId: first.markId }
}

/** Selecting something focuses its side. */
function select(state: WorkspaceState, id: string | null): WorkspaceState {
  if (id === null) return state.selectedId === null ? state : { ...state, selectedId: null }
  const side = SIDES.find((candidate) => selectable(state, candidate).includes(id))
  const player = side ? reducePlayer(state.player, { type: 'focus', side }) : state.player
  return { ...state, selectedId: id, player }
}

function nextSelectable(state: WorkspaceState): string | null {
  const ids = selectable(state, state.player.focus)
  return ids[(ids.indexOf(state.selectedId ?? '') + 1) % Math.max(1, ids.length)] ?? null
}

function selectable(state: WorkspaceState, side: (typeof SIDES)[number]): string[] {
  const frameIndex = frameOf(state, side)
  return [...marksOn(state, side, frameIndex), ...openProposals(state, side, frameIndex)].map(({ id }) => id)
}
