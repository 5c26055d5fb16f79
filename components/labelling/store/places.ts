import type { ScreenSide } from '@/lib/domain/labelling'
import type { MarkPlace } from './answer-edits'
import { withNotice } from './notices'
import type { WorkspaceState } from './workspace-state'

export function placeOf({ setup }: WorkspaceState, side: ScreenSide, id: string, frameIndex: number): MarkPlace {
  return { id, side, frameIndex, ptsUs: setup.pair.sides[side].video.ptsUs[frameIndex] ?? 0 }
}

/** A frame that has not been seen cannot be marked: the state with a word on it, or null when it was seen. */
export function unseen(state: WorkspaceState): WorkspaceState | null {
  return state.shown[state.player.focus] === null ? withNotice(state, 'no-frame') : null
}
