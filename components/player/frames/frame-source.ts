import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type FrameDecoder, type OpenClip, openClip } from './browser-decoder'
import { WAITING_FRAMES } from './frame-budget'
import { createFrameCache, type DecodedFrame } from './frame-cache'
import { centreOf, frameWindow, inWindow, nextSpan, type Span } from './frame-window'
import { bitmapPicture, isSlow } from './picture'

/** Gives the exact pixels of one source frame, however long the server takes; rejects when it cannot. */
export type ServerFrame = (index: number, signal: AbortSignal) => Promise<ImageBitmap>

export type FrameSource = {
  readonly video: PlayableVideo
  /** The same frames in all their pixels, where this source has a reduced copy. It does nothing until it is sought. */
  readonly exact: FrameSource | null
  /** The frame if it is decoded. Do not keep or close its picture: the source owns it. */
  peek: (index: number) => DecodedFrame | null
  /** Moves the playhead: this frame is decoded first, then its surroundings. */
  seek: (index: number) => void
  /** Decodes this frame and a few around it ahead of its use; the playhead of a source in use stays where it is. */
  warm: (index: number) => void
  /** Frames that will be jumped to: a few around each are held as far as memory goes. */
  anchor: (indices: readonly number[]) => void
  /** Whether every frame of a span is decoded. */
  holds: (span: Span) => boolean
  /** Whether all frames of the clip can be held, so that it plays from them. */
  fits: () => boolean
  /** Called whenever a frame arrives or one failed; returns the way to stop. */
  subscribe: (listener: () => void) => () => void
  /** What a video element plays; null until the clip is open. */
  playUrl: () => string | null
  /** Time of each source index in the file, µs, once it is opened; null where this browser cannot decode it. */
  fileUs: () => readonly number[] | null
  /** Why a frame cannot be shown, or null. */
  failure: (index: number) => string | null
  /** Forgets failures and tries again. */
  retry: () => void
  /** Nobody looks at it now: it keeps what its share allows and lets go of its codec. */
  rest: () => void
  dispose: () => void
}

/** What the pool asks of a source. */
export type PooledSource = Omit<FrameSource, 'exact'> & {
  onScreen: () => boolean
  /** Bytes of one decoded frame, as far as is known. */
  frameBytes: () => number
  setBudget: (bytes: number) => void
  figures: () => { imageBytes: number; encodedBytes: number; decoders: number; frames: number }
}

type Options = {
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
/** Frames on either side of the playhead whose pictures are made ready, where painting is slow. */
const READY_AROUND = 1
const RETRY_MS = 3000

/**
 * Exact frames of one clip by source index: WebCodecs decodes ahead around the playhead; a frame that the browser
 * cannot decode comes from the server. Source: docs/spec/player.md [PL6] [PL7]
 */
export function createFrameSource(video: PlayableVideo, options: Options): PooledSource {
  const { serverFrame, open = openClip, retryMs = RETRY_MS, onClaim = () => undefined } = options
  const frameCount = video.ptsUs.length
  const cache = createFrameCache()
  const undecodable = new Set<number>()
  const failures = new Map<number, string>()
  const listeners = new Set<() => void>()
  const abort = new AbortController()
  let budgetBytes = options.budgetBytes
  let frameBytes = video.width * video.height * 4
  /** What the pictures that are ready to paint take besides. */
  let readyBytes = 0
  let measured = false
  let anchors: readonly number[] = []
  /** What a waiting screen shows first of a clip that another one plays. */
  let wished: number | null = null
  let playhead = 0
  /** Where the window lies: it follows the playhead in larger steps. */
  let centre = 0
  let clip: OpenClip | null = null
  /** Why the clip itself could not be fetched. */
  let closed: string | null = null
  let wake: (() => void) | null = null
  let nudged = false
  let started = false
  let inUse = false
  /** Counts the rests: a decode that one of them cut short says nothing of the frames it did not reach. */
  let epoch = 0

  function known(index: number): boolean {
    return cache.has(index) || undecodable.has(index)
  }

  function plan() {
    const capacity = Math.max(1, Math.floor((budgetBytes - readyBytes) / frameBytes))
    if (!inUse) return { frameCount, playhead, capacity: Math.min(capacity, WAITING_FRAMES) }
    centre = centreOf(centre, playhead, capacity)
    return { frameCount, playhead, centre, capacity, anchors: wished === null ? anchors : [wished, ...anchors] }
  }

  function announce(): void {
    for (const listener of [...listeners]) listener()
  }

  function trim(): void {
    const window = frameWindow(plan())
    cache.trim({ playhead, budgetBytes, wanted: (index) => inWindow(window, index) })
  }

  function keep(frame: DecodedFrame): void {
    if (abort.signal.aborted) {
      frame.picture.close()
      return
    }
    failures.delete(frame.index)
    cache.put(frame)
    measure(frame)
    trim()
    makeReady()
    announce()
  }

  /** Counting a frame for less than it takes would drop what is decoded next, again and again. */
  function measure({ picture }: DecodedFrame): void {
    const bytes = picture.bytes()
    if (measured && bytes <= frameBytes) return
    measured = true
    frameBytes = bytes
    readyBytes = isSlow(picture) ? (2 * READY_AROUND + 1) * picture.width * picture.height * 4 : 0
    onClaim()
  }

  function makeReady(): void {
    for (const index of cache.indices()) {
      const picture = cache.get(index)?.picture
      if (inUse && Math.abs(index - playhead) <= READY_AROUND) void picture?.prepare().then(trim)
      else picture?.relax()
    }
  }

  async function run(): Promise<void> {
    while (!abort.signal.aborted) {
      nudged = false
      clip ??= await opened()
      const decoder = clip?.decoder ?? null
      const span = decoder ? nextSpan({ ...plan(), has: known }) : null
      if (decoder && span) await decodeInBrowser(decoder, span)
      else if (!clip || !(await decodeOnServer(decoder !== null))) {
        if (!inUse) decoder?.rest()
        await idle()
      }
    }
    clip?.dispose()
  }

  async function opened(): Promise<OpenClip | null> {
    try {
      const result = await open(video, abort.signal)
      closed = null
      if (result.decoder === null) onClaim()
      announce()
      return result
    } catch (error) {
      if (abort.signal.aborted) return null
      closed = messageOf(error)
      announce()
      return null
    }
  }

  /** Waits for something to do; after a failure also for the network to be back. */
  async function idle(): Promise<void> {
    if (abort.signal.aborted || nudged) return
    const timer = closed !== null || failures.size > 0 ? setTimeout(retry, retryMs) : null
    await new Promise<void>((resolve) => (wake = resolve))
    if (timer) clearTimeout(timer)
  }

  async function decodeInBrowser(decoder: FrameDecoder, span: Span): Promise<void> {
    let next = span.from
    const begun = epoch
    const window = { at: -1, spans: [] as Span[] }
    function wants(index: number): boolean {
      if (cache.has(index)) return false
      if (window.at !== playhead) Object.assign(window, { at: playhead, spans: frameWindow(plan()) })
      return index === playhead || inWindow(window.spans, index)
    }
    try {
      for await (const frame of decoder.decode(span, wants)) {
        if (frame.picture) keep(frame)
        lost(next, frame.index)
        next = Math.max(next, frame.index + 1)
        if (abort.signal.aborted || elsewhere(next, span)) return
      }
      if (begun === epoch) lost(next, span.to + 1)
    } catch {
      // The decoder gave up on this frame: the server has it, and decoding goes on behind it.
      undecodable.add(next)
    }
  }

  /** Frames that should have come out and did not. */
  function lost(from: number, to: number): void {
    for (let index = from; index < to; index++) if (!cache.has(index)) undecodable.add(index)
  }

  function elsewhere(next: number, span: Span): boolean {
    if (known(playhead)) return false
    return playhead < next || playhead > Math.min(span.to, next + NEARLY_THERE)
  }

  /** @returns whether there was something to fetch */
  async function decodeOnServer(browserDecodes: boolean): Promise<boolean> {
    const wanted = serverWants(browserDecodes)
    if (wanted === null) return false
    try {
      const bitmap = await serverFrame(wanted, abort.signal)
      keep({ index: wanted, ptsUs: video.ptsUs[wanted] ?? 0, picture: bitmapPicture(bitmap), origin: 'server' })
    } catch (error) {
      if (abort.signal.aborted) return false
      failures.set(wanted, messageOf(error))
      announce()
    }
    return true
  }

  function serverWants(browserDecodes: boolean): number | null {
    for (let index = playhead; index <= Math.min(playhead + SERVER_AHEAD, frameCount - 1); index++) {
      if (cache.has(index) || failures.has(index)) continue
      if (!browserDecodes || undecodable.has(index)) return index
    }
    return null
  }

  function moveTo(index: number): void {
    playhead = Math.max(0, Math.min(frameCount - 1, index))
    if (!started) {
      started = true
      globalThis.addEventListener?.('online', retry)
      void run()
    }
    makeReady()
    nudge()
  }

  function nudge(): void {
    nudged = true
    wake?.()
    wake = null
  }

  function retry(): void {
    failures.clear()
    nudge()
  }

  return {
    video,
    peek: (index) => cache.get(index),
    seek(index) {
      if (!inUse) {
        inUse = true
        onClaim()
      }
      moveTo(index)
    },
    warm(index) {
      if (!inUse) {
        moveTo(index)
        return
      }
      wished = index
      nudge()
    },
    anchor(indices) {
      anchors = indices
      nudge()
    },
    holds({ from, to }) {
      for (let index = from; index <= to; index++) if (!cache.has(index)) return false
      return true
    },
    fits: () => clip?.decoder != null && plan().capacity >= frameCount,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    playUrl: () => clip?.playUrl ?? null,
    fileUs: () => clip?.decoder?.fileUs ?? null,
    failure: (index) => failures.get(index) ?? (cache.has(index) ? null : closed),
    retry,
    rest() {
      inUse = false
      epoch++
      for (const index of cache.indices()) cache.get(index)?.picture.relax()
      clip?.decoder?.rest()
      onClaim()
    },
    dispose() {
      abort.abort()
      globalThis.removeEventListener?.('online', retry)
      nudge()
      cache.clear()
      listeners.clear()
      clip?.dispose()
    },
    onScreen: () => inUse,
    frameBytes: () => frameBytes,
    setBudget(bytes) {
      if (bytes === budgetBytes) return
      budgetBytes = bytes
      trim()
      nudge()
      announce()
    },
    figures: () => ({
      imageBytes: cache.bytes() + (clip?.decoder?.waitingBytes() ?? 0),
      encodedBytes: clip?.encodedBytes ?? 0,
      decoders: clip?.decoder?.isOpen() ? 1 : 0,
      frames: cache.indices().length,
    }),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The frame could not be loaded.'
}
