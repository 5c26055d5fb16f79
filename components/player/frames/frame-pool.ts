import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type Claim, shareBudget } from './frame-budget'
import { createFrameSource, type FrameSource, type PooledSource, type ServerFrame } from './frame-source'

export type PoolFigures = {
  /** Decoded pictures of all clips. */
  imageBytes: number
  /** Files in memory, in the form in which they came. */
  encodedBytes: number
  /** Open codecs. */
  decoders: number
  /** Clips that hold anything. */
  sources: number
  frames: number
}

export type FramePool = {
  /** The clip's one source, shared by everyone who holds it; give it back with `release`. */
  acquire: (video: PlayableVideo) => FrameSource
  release: (source: FrameSource) => void
  /** What the pool holds at this moment. */
  figures: () => PoolFigures
  /** Another budget for all decoded frames; what no longer fits is dropped at once. */
  setBudget: (bytes: number) => void
}

/** Decoded frames of all clips together: both on screen and those of the next tasks. */
export const FRAME_BUDGET_BYTES = 512 * 1024 * 1024
/** A source that nobody holds lives on this long: the next screen often shows the same clip. */
const LINGER_MS = 2000

/** Shares frame sources, and one budget, between the screen and what prepares the next tasks. */
export function createFramePool(
  serverFrame: (videoId: string) => ServerFrame,
  initialBytes = FRAME_BUDGET_BYTES,
  open?: Parameters<typeof createFrameSource>[1]['open'],
): FramePool {
  let budgetBytes = initialBytes
  const held = new Map<string, { source: PooledSource; holders: number }>()

  function share(): void {
    const claims: Claim[] = [...held].map(([id, { source }]) => ({
      id,
      onScreen: source.onScreen(),
      frameBytes: source.frameBytes(),
      frameCount: source.video.ptsUs.length,
    }))
    for (const [id, bytes] of shareBudget(budgetBytes, claims)) held.get(id)?.source.setBudget(bytes)
  }

  function begin(video: PlayableVideo): { source: PooledSource; holders: number } {
    const source = createFrameSource(video, {
      serverFrame: serverFrame(video.videoId),
      budgetBytes: 0,
      onClaim: share,
      ...(open && { open }),
    })
    return { source, holders: 0 }
  }

  return {
    acquire(video) {
      const entry = held.get(video.videoId) ?? begin(video)
      entry.holders++
      held.set(video.videoId, entry)
      share()
      return entry.source
    },
    release({ video }) {
      const entry = held.get(video.videoId)
      if (!entry) return
      entry.holders--
      if (entry.holders > 0) return
      entry.source.rest()
      share()
      setTimeout(() => {
        if (entry.holders > 0 || held.get(video.videoId) !== entry) return
        held.delete(video.videoId)
        entry.source.dispose()
        share()
      }, LINGER_MS)
    },
    setBudget(bytes) {
      budgetBytes = bytes
      share()
    },
    figures() {
      const total: PoolFigures = { imageBytes: 0, encodedBytes: 0, decoders: 0, sources: held.size, frames: 0 }
      for (const { source } of held.values()) {
        const { imageBytes, encodedBytes, decoders, frames } = source.figures()
        total.imageBytes += imageBytes
        total.encodedBytes += encodedBytes
        total.decoders += decoders
        total.frames += frames
      }
      return total
    },
  }
}
