import { useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { FramePool, type FrameSource, pollServerFrame, WaitingSource } from '@/components/player'
import { client } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'
import { suspects } from '../store'
import { OnScreen, useWorkspace } from '../store/workspace-context'

/** The frames of this tab: one source per clip, shared by the screen and by what prepares the next pair. */
export const framePool = new FramePool((videoId) =>
  pollServerFrame((frameIndex, signal) => client.media.getFrame({ videoId, frameIndex }, { signal })),
)

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

/** Waiting pairs by clip: a clip has one playhead, and the pair that comes first has it. */
const waiting = new Map<string, number>()

/** Fetches a pair's clips and decodes what is looked at first; returns the way to let them go. */
export function warmPair({ pair }: AssignmentView): () => void {
  const sources = SCREEN_SIDES.map((side) => {
    const { video, frameIndex } = pair.sides[side]
    const source = framePool.acquire(video)
    const before = waiting.get(video.videoId) ?? 0
    waiting.set(video.videoId, before + 1)
    if (before === 0) source.warm(pair.kind === 'frame' ? frameIndex : 0)
    return source
  })
  return () => {
    for (const source of sources) {
      const { videoId } = source.video
      const left = (waiting.get(videoId) ?? 1) - 1
      if (left > 0) waiting.set(videoId, left)
      else waiting.delete(videoId)
      framePool.release(source)
    }
  }
}
