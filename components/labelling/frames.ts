import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { FramePool, type FrameSource, pollServerFrame, WaitingSource } from '@/components/player'
import { client } from '@/components/query'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { ScreenSide } from '@/lib/domain/labelling'
import { suspects } from './store'
import { useWorkspace } from './workspace-context'

/** The frames of this tab: one source per clip, shared by the screen and by what prepares the next pair. */
export const framePool = new FramePool((videoId) =>
  pollServerFrame((frameIndex, signal) => client.media.getFrame({ videoId, frameIndex }, { signal })),
)

/** Whether the workspace is the one on screen, rather than the next one mounted behind it. */
export const OnScreen = createContext(true)

/** Holds a clip's frames as long as the component lives; behind the screen no more of them than a waiting clip may. */
export function useFrameSource(video: PlayableVideo): FrameSource | null {
  const [source, setSource] = useState<FrameSource | null>(null)
  useLayoutEffect(() => {
    const held = framePool.acquire(video)
    setSource(held)
    return () => framePool.release(held)
  }, [video])
  const onScreen = useContext(OnScreen)
  return useMemo(() => (source && !onScreen ? new WaitingSource(source) : source), [source, onScreen])
}

/** Has the frames that a key jumps to decoded ahead. */
export function useSuspectsAhead(source: FrameSource | null, side: ScreenSide): void {
  const indices = useWorkspace((state) =>
    suspects(state).flatMap((suspect) => (suspect.side === side ? [suspect.frameIndex] : [])),
  )
  useEffect(() => source?.anchor(indices), [source, indices])
}
