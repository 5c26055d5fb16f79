import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type Claim, shareBudget } from './frame-budget'
import { ClipFrames, type ClipFramesOptions } from './frame-source'
import { type FrameSource, type PooledSource, type ServerFrame, SourceView } from './source'

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

/** Decoded frames of all clips together: both on screen and those of the next tasks. */
export const FRAME_BUDGET_BYTES = 512 * 1024 * 1024
/** A source that nobody holds lives on this long: the next screen often shows the same clip. */
const LINGER_MS = 2000

/** A clip whose frames are stepped through in a reduced copy, and looked at closer in the original. */
class ReducedClip extends SourceView {
  override readonly exact: FrameSource
  readonly #original: PooledSource
  #at = 0

  /** @param isHeld whether anybody still looks at the clip */
  constructor(reduced: PooledSource, original: PooledSource, isHeld: () => boolean) {
    super(reduced)
    this.#original = original
    this.exact = new OriginalClip(original, {
      onBegin: () => reduced.rest(),
      onRest: () => isHeld() && reduced.seek(this.#at),
    })
  }

  override seek(index: number): void {
    this.#at = index
    if (!this.#original.onScreen()) super.seek(index)
  }
}

/** The original of a reduced copy. Two codecs that follow the same steps would take each other's time: one of both rests. */
class OriginalClip extends SourceView {
  readonly #original: PooledSource
  readonly #around: { onBegin: () => unknown; onRest: () => unknown }

  constructor(original: PooledSource, around: { onBegin: () => unknown; onRest: () => unknown }) {
    super(original)
    this.#original = original
    this.#around = around
  }

  override seek(index: number): void {
    if (!this.#original.onScreen()) this.#around.onBegin()
    super.seek(index)
  }

  override rest(): void {
    super.rest()
    this.#around.onRest()
  }
}

/** One clip of the pool, and how many look at it. */
class PooledClip {
  readonly shown: FrameSource
  holders = 0
  readonly #source: PooledSource
  readonly #original: PooledSource | null

  constructor(source: PooledSource, original: PooledSource | null) {
    this.#source = source
    this.#original = original
    this.shown = original ? new ReducedClip(source, original, () => this.holders > 0) : new SourceView(source)
  }

  sources(): PooledSource[] {
    return this.#original ? [this.#source, this.#original] : [this.#source]
  }

  /** An original that nobody has looked at closely holds nothing, and claims nothing. */
  claims(): Claim<PooledSource>[] {
    const original = this.#original
    const looked = original !== null && (original.onScreen() || original.figures().frames > 0)
    return (looked ? [this.#source, original] : [this.#source]).map(claimOf)
  }
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
export class FramePool {
  readonly #serverFrame: (videoId: string) => ServerFrame
  readonly #open: ClipFramesOptions['open']
  readonly #clips = new Map<string, PooledClip>()
  #budgetBytes: number

  constructor(
    serverFrame: (videoId: string) => ServerFrame,
    budgetBytes = FRAME_BUDGET_BYTES,
    open?: ClipFramesOptions['open'],
  ) {
    this.#serverFrame = serverFrame
    this.#budgetBytes = budgetBytes
    this.#open = open
  }

  /** The clip's one source, shared by everyone who holds it; give it back with `release`. */
  acquire(video: PlayableVideo): FrameSource {
    const clip = this.#clips.get(video.videoId) ?? this.#begin(video)
    clip.holders++
    this.#clips.set(video.videoId, clip)
    this.#share()
    return clip.shown
  }

  release({ video: { videoId } }: Pick<FrameSource, 'video'>): void {
    const clip = this.#clips.get(videoId)
    if (!clip) return
    clip.holders--
    if (clip.holders > 0) return
    for (const source of clip.sources()) source.rest()
    setTimeout(() => {
      if (clip.holders > 0 || this.#clips.get(videoId) !== clip) return
      this.#clips.delete(videoId)
      for (const source of clip.sources()) source.dispose()
      this.#share()
    }, LINGER_MS)
  }

  /** Another budget for all decoded frames; what no longer fits is dropped at once. */
  setBudget(bytes: number): void {
    this.#budgetBytes = bytes
    this.#share()
  }

  /** What the pool holds at this moment. */
  figures(): PoolFigures {
    const total: PoolFigures = { imageBytes: 0, encodedBytes: 0, decoders: 0, sources: this.#clips.size, frames: 0 }
    for (const source of [...this.#clips.values()].flatMap((clip) => clip.sources())) {
      const { imageBytes, encodedBytes, decoders, frames } = source.figures()
      total.imageBytes += imageBytes
      total.encodedBytes += encodedBytes
      total.decoders += decoders
      total.frames += frames
    }
    return total
  }

  #begin(video: PlayableVideo): PooledClip {
    const { reducedUrl } = video
    if (reducedUrl === null) return new PooledClip(this.#sourceOf(video), null)
    const copy = { ...video, url: reducedUrl, contentType: 'video/mp4', isProxy: true }
    return new PooledClip(this.#sourceOf(copy), this.#sourceOf(video))
  }

  #sourceOf(video: PlayableVideo): PooledSource {
    const open = this.#open
    const serverFrame = this.#serverFrame(video.videoId)
    return new ClipFrames(video, { serverFrame, budgetBytes: 0, onClaim: () => this.#share(), ...(open && { open }) })
  }

  #share(): void {
    const claims = [...this.#clips.values()].flatMap((clip) => clip.claims())
    for (const [source, bytes] of shareBudget(this.#budgetBytes, claims)) source.setBudget(bytes)
  }
}
