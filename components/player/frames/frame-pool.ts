import type { PlayableVideo } from '@/lib/contracts/http/media'
import { createFrameSource, type FrameSource, type ServerFrame } from './frame-source'

export type FramePool = {
  /** The clip's one source, shared by everyone who holds it; give it back with `release`. */
  acquire: (video: PlayableVideo) => FrameSource
  release: (source: FrameSource) => void
}

/** Per clip; both sides together hold twice this. */
export const CLIP_BUDGET_BYTES = 256 * 1024 * 1024
/** A source that nobody holds lives on this long: the next screen often shows the same clip. */
const LINGER_MS = 2000

/** Shares frame sources between the screen and what prepares the next task. */
export function createFramePool(
  serverFrame: (videoId: string) => ServerFrame,
  budgetBytes = CLIP_BUDGET_BYTES,
): FramePool {
  const held = new Map<string, { source: FrameSource; holders: number }>()
  return {
    acquire(video) {
      const entry = held.get(video.videoId) ?? {
        source: createFrameSource(video, { serverFrame: serverFrame(video.videoId), budgetBytes }),
        holders: 0,
      }
      entry.holders++
      held.set(video.videoId, entry)
      return entry.source
    },
    release({ video }) {
      const entry = held.get(video.videoId)
      if (!entry) return
      entry.holders--
      setTimeout(() => {
        if (entry.holders > 0 || held.get(video.videoId) !== entry) return
        held.delete(video.videoId)
        entry.source.dispose()
      }, LINGER_MS)
    },
  }
}
