import { SCREEN_SIDES, type ScreenSide, suspectFrames } from '@/lib/domain/labelling'
import { modelVisible } from './selectors'
import type { Setup, WorkspaceState } from './workspace-state'

export type Suspect = { side: ScreenSide; frameIndex: number; ptsUs: number }

const NONE: readonly Suspect[] = []
const found = new WeakMap<Setup, readonly Suspect[]>()

/** Frames worth a look on both sides, in time order; the left one first where they coincide. */
export function suspects(state: WorkspaceState): readonly Suspect[] {
  if (!modelVisible(state)) return NONE
  const known = found.get(state.setup) ?? findSuspects(state.setup)
  found.set(state.setup, known)
  return known
}

function findSuspects({ pair }: Setup): Suspect[] {
  return SCREEN_SIDES.flatMap((side) => {
    const { video, ...opinion } = pair.sides[side]
    return suspectFrames(opinion).map((frameIndex) => ({
      side,
      frameIndex,
      ptsUs: video.ptsUs[frameIndex] ?? 0,
    }))
  }).sort((a, b) => a.ptsUs - b.ptsUs || Number(a.side === 'right') - Number(b.side === 'right'))
}

/** The suspect frame after or before what is on screen; one on the focused frame counts as visited. */
export function neighbourSuspect(state: WorkspaceState, direction: 1 | -1): Suspect | null {
  const { focus, frames, clips } = state.player
  const rank = ({ ptsUs, side }: Pick<Suspect, 'ptsUs' | 'side'>) => ptsUs * 2 + (side === 'left' ? 0 : 1)
  const here = rank({ ptsUs: clips[focus].ptsUs[frames[focus]] ?? 0, side: focus })
  const ordered = direction > 0 ? suspects(state) : suspects(state).toReversed()
  return ordered.find((suspect) => (rank(suspect) - here) * direction > 0) ?? null
}
