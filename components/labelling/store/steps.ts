import type { ScreenAnswer, ScreenSide } from '@/lib/domain/labelling'
import type { MarkPlace } from './answer-edits'
import type { Notice, NoticeCode, WorkspaceState } from './workspace-state'

/** Steps of undo that are kept. */
const DEPTH = 300

/**
 * Replaces the answer and remembers the one before.
 * @param kind edits of one kind in a row become one step of undo; null never joins
 */
export function applyEdit(state: WorkspaceState, answer: ScreenAnswer, kind: string | null = null): WorkspaceState {
  if (answer === state.answer) return state
  const joins = kind !== null && kind === state.lastEdit && state.past.length > 0
  const past = joins ? state.past : [...state.past, state.answer].slice(-DEPTH)
  return { ...state, answer, past, future: [], lastEdit: kind, notice: null, hint: null }
}

export function undo(state: WorkspaceState): WorkspaceState | null {
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

export function redo(state: WorkspaceState): WorkspaceState | null {
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

export function withNotice(state: WorkspaceState, code: NoticeCode, values: Notice['values'] = {}): WorkspaceState {
  return { ...state, notice: { code, values, seq: (state.notice?.seq ?? 0) + 1 } }
}

export function placeOf({ setup }: WorkspaceState, side: ScreenSide, id: string, frameIndex: number): MarkPlace {
  return { id, side, frameIndex, ptsUs: setup.pair.sides[side].video.ptsUs[frameIndex] ?? 0 }
}

/** A frame that has not been seen cannot be marked: the state with a word on it, or null when it was seen. */
export function refuseUnseen(state: WorkspaceState): WorkspaceState | null {
  return state.shown[state.player.focus] === null ? withNotice(state, 'no-frame') : null
}

/** A label's name; a key that the taxonomy lacks stands for itself. */
export function labelName({ task }: Pick<WorkspaceState, 'task'>, labelKey: string): string {
  return task.labels.get(labelKey)?.name ?? labelKey
}
