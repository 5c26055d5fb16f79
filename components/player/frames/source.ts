import type { StoreApi } from 'zustand/vanilla'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { DecodedFrame } from './frame-cache'
import type { Span } from './frame-window'

/** Gives the exact pixels of one source frame, however long the server takes; rejects when it cannot. */
export type ServerFrame = (index: number, signal: AbortSignal) => Promise<ImageBitmap>

export type FrameSource = {
  readonly video: PlayableVideo
  /** The same frames in all their pixels, where this source has a reduced copy. It does nothing until it is sought. */
  readonly exact: FrameSource | null
  /** Changes whenever a frame arrives or one failed. */
  readonly changes: Pick<StoreApi<unknown>, 'subscribe'>
  /** The frame if it is decoded. Do not keep or close its picture: the source owns it. */
  peek(index: number): DecodedFrame | null
  /** Moves the playhead: this frame is decoded first, then its surroundings. */
  seek(index: number): void
  /** Decodes this frame and a few around it ahead of its use; the playhead of a source in use stays where it is. */
  warm(index: number): void
  /** Frames that will be jumped to: a few around each are held as far as memory goes. */
  anchor(indices: readonly number[]): void
  /** Whether every frame of a span is decoded. */
  holds(span: Span): boolean
  /** Whether all frames of the clip can be held, so that it plays from them. */
  fits(): boolean
  /** What a video element plays; null until the clip is open. */
  playUrl(): string | null
  /** Time of each source index in the file, µs, once it is opened; null where this browser cannot decode it. */
  fileUs(): readonly number[] | null
  /** Why a frame cannot be shown, or null. */
  failure(index: number): string | null
  /** Forgets failures and tries again. */
  retry(): void
  /** Nobody looks at it now: it keeps what its share allows and gives up its codec. */
  rest(): void
  dispose(): void
}

/** What the pool asks of a source. */
export type PooledSource = Omit<FrameSource, 'exact'> & {
  onScreen(): boolean
  /** Bytes of one decoded frame, as far as is known. */
  frameBytes(): number
  setBudget(bytes: number): void
  figures(): { imageBytes: number; encodedBytes: number; decoders: number; frames: number }
}

/** Another way to look at a source: it hands everything on, and its subclasses change what a call means. */
export class SourceView implements FrameSource {
  readonly exact: FrameSource | null = null
  protected readonly source: Omit<FrameSource, 'exact'>

  constructor(source: Omit<FrameSource, 'exact'>) {
    this.source = source
  }

  get video(): PlayableVideo {
    return this.source.video
  }

  get changes(): FrameSource['changes'] {
    return this.source.changes
  }

  peek(index: number): DecodedFrame | null {
    return this.source.peek(index)
  }

  seek(index: number): void {
    this.source.seek(index)
  }

  warm(index: number): void {
    this.source.warm(index)
  }

  anchor(indices: readonly number[]): void {
    this.source.anchor(indices)
  }

  holds(span: Span): boolean {
    return this.source.holds(span)
  }

  fits(): boolean {
    return this.source.fits()
  }

  playUrl(): string | null {
    return this.source.playUrl()
  }

  fileUs(): readonly number[] | null {
    return this.source.fileUs()
  }

  failure(index: number): string | null {
    return this.source.failure(index)
  }

  retry(): void {
    this.source.retry()
  }

  rest(): void {
    this.source.rest()
  }

  dispose(): void {
    this.source.dispose()
  }
}

/** A source for a screen that waits behind another one: what it seeks is only decoded ahead. */
export class WaitingSource extends SourceView {
  override readonly exact: FrameSource | null

  constructor(source: FrameSource) {
    super(source)
    this.exact = source.exact
  }

  override seek(index: number): void {
    this.source.warm(index)
  }
}
