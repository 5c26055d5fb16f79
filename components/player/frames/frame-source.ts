import { createStore } from 'zustand/vanilla'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type FrameDecoder, type OpenClip, openClip } from './browser-decoder'
import type { DecodedFrame } from './frame-cache'
import { inWindow, nextSpan, type Span } from './frame-window'
import { HeldFrames, type Look } from './held-frames'
import { bitmapPicture } from './picture'
import type { PooledSource, ServerFrame } from './source'

export type ClipFramesOptions = {
  serverFrame: ServerFrame
  budgetBytes: number
  open?: (video: PlayableVideo, signal: AbortSignal) => Promise<OpenClip>
  /** Between two attempts after the network failed, ms. */
  retryMs?: number
  /** Its share may have changed: it went on screen, or knows now how large its frames are. */
  onClaim?: () => void
}

/** Frames a server decode stays ahead of the playhead. */
const SERVER_AHEAD = 2
/** A running decode is kept when it reaches the playhead within this many frames. */
const NEARLY_THERE = 12
const RETRY_MS = 3000

/**
 * Exact frames of one clip by source index: WebCodecs decodes ahead around the playhead; a frame that the browser
 * cannot decode comes from the server. One loop decodes, from the first seek until it is disposed; everything else moves
 * the playhead and wakes it. Source: docs/spec/player.md [PL6] [PL7]
 */
export class ClipFrames implements PooledSource {
  readonly video: PlayableVideo
  /** Counts what arrived or failed, so that views look again. */
  readonly changes = createStore(() => ({ count: 0 }))
  readonly #serverFrame: ServerFrame
  readonly #open: NonNullable<ClipFramesOptions['open']>
  readonly #retryMs: number
  readonly #onClaim: () => void
  readonly #look: Look = { playhead: 0, anchors: [], wished: null, inUse: false }
  readonly #held: HeldFrames
  readonly #undecodable = new Set<number>()
  readonly #failures = new Map<number, string>()
  readonly #abort = new AbortController()
  #clip: OpenClip | null = null
  /** Why the clip itself could not be fetched. */
  #closed: string | null = null
  #started = false
  /** Whether something changed since the loop last looked. */
  #woken = false
  #wake: (() => void) | null = null
  /** Counts the rests: a decode that one of them cut short says nothing of the frames it did not reach. */
  #epoch = 0

  constructor(video: PlayableVideo, options: ClipFramesOptions) {
    const { serverFrame, budgetBytes, open = openClip, retryMs = RETRY_MS, onClaim = () => undefined } = options
    this.video = video
    this.#serverFrame = serverFrame
    this.#open = open
    this.#retryMs = retryMs
    this.#onClaim = onClaim
    this.#held = new HeldFrames({
      frameCount: video.ptsUs.length,
      budgetBytes,
      frameBytes: video.width * video.height * 4,
      look: this.#look,
      onMeasured: onClaim,
    })
  }

  peek(index: number): DecodedFrame | null {
    return this.#held.get(index)
  }

  seek(index: number): void {
    if (!this.#look.inUse) {
      this.#look.inUse = true
      this.#onClaim()
    }
    this.#moveTo(index)
  }

  warm(index: number): void {
    if (!this.#look.inUse) {
      this.#moveTo(index)
      return
    }
    this.#look.wished = index
    this.#wakeUp()
  }

  anchor(indices: readonly number[]): void {
    this.#look.anchors = indices
    this.#wakeUp()
  }

  holds({ from, to }: Span): boolean {
    for (let index = from; index <= to; index++) if (!this.#held.has(index)) return false
    return true
  }

  fits(): boolean {
    return this.#clip?.decoder != null && this.#held.plan().capacity >= this.video.ptsUs.length
  }

  playUrl(): string | null {
    return this.#clip?.playUrl ?? null
  }

  fileUs(): readonly number[] | null {
    return this.#clip?.decoder?.fileUs ?? null
  }

  failure(index: number): string | null {
    return this.#failures.get(index) ?? (this.#held.has(index) ? null : this.#closed)
  }

  retry(): void {
    this.#failures.clear()
    this.#wakeUp()
  }

  rest(): void {
    this.#look.inUse = false
    this.#epoch++
    this.#held.relax()
    this.#clip?.decoder?.rest()
    this.#onClaim()
  }

  dispose(): void {
    this.#abort.abort()
    globalThis.removeEventListener?.('online', this.#retryOnline)
    this.#wakeUp()
    this.#held.clear()
    this.#clip?.dispose()
  }

  onScreen(): boolean {
    return this.#look.inUse
  }

  frameBytes(): number {
    return this.#held.frameBytes()
  }

  setBudget(bytes: number): void {
    if (bytes === this.#held.budget()) return
    this.#held.setBudget(bytes)
    this.#wakeUp()
    this.#announce()
  }

  figures(): { imageBytes: number; encodedBytes: number; decoders: number; frames: number } {
    return {
      imageBytes: this.#held.bytes() + (this.#clip?.decoder?.waitingBytes() ?? 0),
      encodedBytes: this.#clip?.encodedBytes ?? 0,
      decoders: this.#clip?.decoder?.isOpen() ? 1 : 0,
      frames: this.#held.count(),
    }
  }

  readonly #retryOnline = (): void => this.retry()

  #announce(): void {
    this.changes.setState(({ count }) => ({ count: count + 1 }))
  }

  #moveTo(index: number): void {
    this.#look.playhead = Math.max(0, Math.min(this.video.ptsUs.length - 1, index))
    if (!this.#started) {
      this.#started = true
      globalThis.addEventListener?.('online', this.#retryOnline)
      void this.#run()
    }
    this.#held.makeReady()
    this.#wakeUp()
  }

  #wakeUp(): void {
    this.#woken = true
    this.#wake?.()
    this.#wake = null
  }

  async #run(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      this.#woken = false
      this.#clip ??= await this.#openClip()
      const decoder = this.#clip?.decoder ?? null
      const span = decoder ? nextSpan({ ...this.#held.plan(), has: (index) => this.#isKnown(index) }) : null
      if (decoder && span) await this.#decodeInBrowser(decoder, span)
      else if (!this.#clip || !(await this.#decodeOnServer(decoder !== null))) {
        if (!this.#look.inUse) decoder?.rest()
        await this.#idle()
      }
    }
    this.#clip?.dispose()
  }

  async #openClip(): Promise<OpenClip | null> {
    try {
      const clip = await this.#open(this.video, this.#abort.signal)
      this.#closed = null
      if (clip.decoder === null) this.#onClaim()
      this.#announce()
      return clip
    } catch (error) {
      if (this.#abort.signal.aborted) return null
      this.#closed = messageOf(error)
      this.#announce()
      return null
    }
  }

  /** Waits for something to do; after a failure also for the network to be back. */
  async #idle(): Promise<void> {
    if (this.#abort.signal.aborted || this.#woken) return
    const failed = this.#closed !== null || this.#failures.size > 0
    const timer = failed ? setTimeout(this.#retryOnline, this.#retryMs) : undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    clearTimeout(timer)
  }

  /** Whether there is nothing to decode in the browser: the frame is held, or never comes out. */
  #isKnown(index: number): boolean {
    return this.#held.has(index) || this.#undecodable.has(index)
  }

  #keep(frame: DecodedFrame): void {
    if (this.#abort.signal.aborted) {
      frame.picture.close()
      return
    }
    this.#failures.delete(frame.index)
    this.#held.put(frame)
    this.#announce()
  }

  async #decodeInBrowser(decoder: FrameDecoder, span: Span): Promise<void> {
    const begun = this.#epoch
    let next = span.from
    try {
      for await (const frame of decoder.decode(span, this.#wants())) {
        if (frame.picture) this.#keep(frame)
        this.#missed(next, frame.index)
        next = Math.max(next, frame.index + 1)
        if (this.#abort.signal.aborted || this.#isElsewhere(next, span)) return
      }
      if (begun === this.#epoch) this.#missed(next, span.to + 1)
    } catch {
      // The decoder gave up on this frame: the server has it, and decoding goes on behind it.
      this.#undecodable.add(next)
    }
  }

  /** Which frames that come out on the way are worth a picture; the window is looked up once for each playhead. */
  #wants(): (index: number) => boolean {
    let window = { at: -1, spans: [] as Span[] }
    return (index) => {
      const { playhead } = this.#look
      if (this.#held.has(index)) return false
      if (window.at !== playhead) window = { at: playhead, spans: this.#held.window() }
      return index === playhead || inWindow(window.spans, index)
    }
  }

  /** Frames `from` to before `to` should have come out and did not. */
  #missed(from: number, to: number): void {
    for (let index = from; index < to; index++) if (!this.#held.has(index)) this.#undecodable.add(index)
  }

  /** Whether the playhead waits for a frame that this decode does not reach soon. */
  #isElsewhere(next: number, span: Span): boolean {
    const { playhead } = this.#look
    if (this.#isKnown(playhead)) return false
    return playhead < next || playhead > Math.min(span.to, next + NEARLY_THERE)
  }

  /** @returns whether there was something to fetch */
  async #decodeOnServer(browserDecodes: boolean): Promise<boolean> {
    const index = this.#nextFromServer(browserDecodes)
    if (index === null) return false
    try {
      const bitmap = await this.#serverFrame(index, this.#abort.signal)
      const ptsUs = this.video.ptsUs[index] ?? 0
      this.#keep({ index, ptsUs, picture: bitmapPicture(bitmap), origin: 'server' })
    } catch (error) {
      if (this.#abort.signal.aborted) return false
      this.#failures.set(index, messageOf(error))
      this.#announce()
    }
    return true
  }

  #nextFromServer(browserDecodes: boolean): number | null {
    const { playhead } = this.#look
    for (let index = playhead; index <= Math.min(playhead + SERVER_AHEAD, this.video.ptsUs.length - 1); index++) {
      if (this.#held.has(index) || this.#failures.has(index)) continue
      if (!browserDecodes || this.#undecodable.has(index)) return index
    }
    return null
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The frame could not be loaded.'
}
