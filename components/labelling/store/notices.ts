import type { Notice, NoticeCode, WorkspaceState } from './workspace-state'

export function withNotice(state: WorkspaceState, code: NoticeCode, values: Notice['values'] = {}): WorkspaceState {
  return { ...state, notice: { code, values, seq: (state.notice?.seq ?? 0) + 1 } }
}
