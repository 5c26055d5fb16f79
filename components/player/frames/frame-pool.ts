import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type Claim, shareBudget } from './frame-budget'
import { createFrameSource } from './frame-source'
import type { FrameSource, PooledSource, ServerFrame } from './source'

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

/** A clip's frames: what is stepped through, and all pixels of those that are looked at closer. */
type Held = { shown: FrameSource; source: PooledSource; exact: PooledSource | null; holders: number }

function heldSource(source: PooledSource, exact: PooledSource | null): Held {
  if (!exact) return { shown: { ...source, exact: null }, source, exact, holders: 0 }
  let at = 0
  const shown: FrameSource = {
    ...source,
    seek(index) {
      at = index
      if (!exact.onScreen()) source.seek(index)
    },
    exact: {
      ...exact,
      exact: null,
      seek(index) {
        // Two codecs that follow the same steps would take each other's time.
        if (!exact.onScreen()) source.rest()
        exact.seek(index)
      },
      rest() {
        exact.rest()
        if (held.holders > 0) source.seek(at)
      },
    },
  }
  const held: Held = { shown, source, exact, holders: 0 }
  return held
}

function sourcesOf({ source, exact }: Held): PooledSource[] {
  return exact ? [source, exact] : [source]
}

/** An original that nobody has looked at closely holds nothing, and claims nothing. */
function claimsOf({ source, exact }: Held): Claim<PooledSource>[] {
  const looked = exact !== null && (exact.onScreen() || exact.figures().frames > 0)
  return (looked ? [source, exact] : [source]).map(claimOf)
}

function claimOf(source: PooledSource): Claim<PooledSource> {
  return {
    id: source,
    onScreen: source.onScreen(),
    frameBytes: source.frameBytes(),
    frameCount: source.video.ptsUs.length,
  }
}

/** Shares frame sources, and one budget, between the screen and what prepares the next tasks. */
export function createFramePool(
  serverFrame: (videoId: string) => ServerFrame,
  initialBytes = FRAME_BUDGET_BYTES,
  open?: Parameters<typeof createFrameSource>[1]['open'],
): FramePool {
  let budgetBytes = initialBytes
  const held = new Map<string, Held>()

  function share(): void {
    const claims = [...held.values()].flatMap(claimsOf)
    for (const [source, bytes] of shareBudget(budgetBytes, claims)) source.setBudget(bytes)
  }

  function sourceOf(video: PlayableVideo): PooledSource {
    const options = { serverFrame: serverFrame(video.videoId), budgetBytes: 0, onClaim: share, ...(open && { open }) }
    return createFrameSource(video, options)
  }

  function begin(video: PlayableVideo): Held {
    const { reducedUrl } = video
    if (reducedUrl === null) return heldSource(sourceOf(video), null)
    const copy = { ...video, url: reducedUrl, contentType: 'video/mp4', isProxy: true }
    return heldSource(sourceOf(copy), sourceOf(video))
  }

  return {
    acquire(video) {
      const entry = held.get(video.videoId) ?? begin(video)
      entry.holders++
      held.set(video.videoId, entry)
      share()
      return entry.shown
    },
    release({ video }) {
      const entry = held.get(video.videoId)
      if (!entry) return
      entry.holders--
      if (entry.holders > 0) return
      for (const source of sourcesOf(entry)) source.rest()
      setTimeout(() => {
        if (entry.holders > 0 || held.get(video.videoId) !== entry) return
        held.delete(video.videoId)
        for (const source of sourcesOf(entry)) source.dispose()
        share()
      }, LINGER_MS)
    },
    setBudget(bytes) {
      budgetBytes = bytes
      share()
    },
    figures() {
      const total: PoolFigures = { imageBytes: 0, encodedBytes: 0, decoders: 0, sources: held.size, frames: 0 }
      for (const source of [...held.values()].flatMap(sourcesOf)) {
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
