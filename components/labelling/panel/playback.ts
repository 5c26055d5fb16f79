import { useEffect, useRef } from 'react'
import { startClock } from '@/components/player'
import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'
import type { WorkspaceStore } from '../store'

export type VideoRegistry = { register: (side: ScreenSide, ready: (() => boolean) | null) => void }

/** Runs the one clock while a pair is on screen; it waits until both videos move. */
export function useClock(store: WorkspaceStore): VideoRegistry {
  const videos = useRef<Partial<Record<ScreenSide, () => boolean>>>({})
  useEffect(() => {
    if (store.getState().player.still) return
    return startClock({
      player: () => store.getState().player,
      dispatch: (action) => store.dispatch({ type: 'player', action }),
      ready: () => SCREEN_SIDES.every((side) => videos.current[side]?.() ?? false),
    })
  }, [store])
  const registry = useRef<VideoRegistry>({
    register(side, ready) {
      if (ready) videos.current[side] = ready
      else delete videos.current[side]
    },
  })
  return registry.current
}
