import type { ScreenAnswer } from '@/lib/domain/labelling'
import type { WorkspaceState } from './workspace-state'

/** Steps of undo that are kept. */
const DEPTH = 300

/**
 * Replaces the answer and remembers the one before.
 * @param kind edits of one kind in a row become one step of undo; null never joins
 */
export function edited(state: WorkspaceState, answer: ScreenAnswer, kind: string | null = null): WorkspaceState {
  if (answer === state.answer) return state
  const joins = kind !== null && kind === state.lastEdit && state.past.length > 0
  const past = joins ? state.past : [...state.past, state.answer].slice(-DEPTH)
  return { ...state, answer, past, future: [], lastEdit: kind, notice: null, hint: null }
}

export function undone(state: WorkspaceState): WorkspaceState | null {
  const before = state.past.at(-1)
  if (!before) return null
  return {
    ...state,
    answer: before,
    past: state.past.slice(0, -1),
    future: [state.answer, ...state.future],
    lastEdit: null,
    painting: null,
    hint: null,
  }
}

export function redone(state: WorkspaceState): WorkspaceState | null {
  const [after, ...future] = state.future
  if (!after) return null
  return {
    ...state,
    answer: after,
    past: [...state.past, state.answer],
    future,
    lastEdit: null,
    painting: null,
    hint: null,
  }
}
