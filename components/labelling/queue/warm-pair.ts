import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { SCREEN_SIDES } from '@/lib/domain/labelling'
import { framePool } from '../frames'

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
