import { reducePlayer } from '@/components/player/store'
import { ANSWER_LIMITS, tooMuchOf } from '@/lib/domain/labelling'
import { nextStrength, prefer, prefersSide } from './answer-edits'
import { reduceMarking } from './reduce-marking'
import { applyEdit, redo, undo, withNotice } from './steps'
import type { EditAction } from './workspace-action'
import { type WorkspaceState, wantsAttribution } from './workspace-state'

/** Edits of the answer. Each is one step of undo. None leads to an answer that cannot be sent. Source: docs/spec/answer.md [AN18] */
export function reduceEdit(state: WorkspaceState, action: EditAction): WorkspaceState {
  switch (action.type) {
    case 'preference':
      if (state.setup.asks === 'attribution') return state
      return applyEdit(state, prefer(state.answer, action.preference, action.strength))
    case 'strength':
      if (state.setup.asks === 'attribution') return state
      if (!prefersSide(state.answer)) return withNotice(state, 'prefer-first')
      return applyEdit(state, { ...state.answer, strength: action.strength })
    case 'next-strength':
      return announceStrength(reduceEdit(state, { type: 'strength', strength: nextStrength(state.answer) }))
    case 'comment':
      return applyEdit(state, { ...state.answer, comment: action.comment }, 'comment')
    case 'flag':
      return applyEdit(state, { ...state.answer, flagged: !state.answer.flagged })
    case 'undo':
      return undo(state) ?? withNotice(state, 'nothing-to-undo')
    case 'redo':
      return redo(state) ?? withNotice(state, 'nothing-to-redo')
    default: {
      if (!wantsAttribution(state)) return state
      const next = reduceMarking(action.type === 'release' ? state : pausePlayback(state), action)
      const part = tooMuchOf(state.answer, next.answer)
      return part ? withNotice(state, 'too-many', { part, most: ANSWER_LIMITS[part] }) : next
    }
  }
}

function announceStrength(state: WorkspaceState): WorkspaceState {
  if (!prefersSide(state.answer)) return state
  return withNotice(state, 'strength', { strength: state.answer.strength ?? 'open' })
}

/** Marking a moving picture first holds it. */
function pausePlayback(state: WorkspaceState): WorkspaceState {
  return state.player.playing ? { ...state, player: reducePlayer(state.player, { type: 'pause' }) } : state
}
