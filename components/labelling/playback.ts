import { useEffect, useRef } from 'react'
import { type ExternalStore, startClock } from '@/components/player'
import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'
import type { WorkspaceAction, WorkspaceState } from './store'

export type VideoRegistry = { register: (side: ScreenSide, ready: (() => boolean) | null) => void }

/** Runs the one clock while a pair is on screen; it waits until both videos move. */
export function useClock(store: ExternalStore<WorkspaceState, WorkspaceAction>): VideoRegistry {
  const videos = useRef<Partial<Record<ScreenSide, () => boolean>>>({})
  useEffect(() => {
    if (store.get().player.still) return
    return startClock({
      player: () => store.get().player,
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
