import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type BrowserDecoder, openBrowserDecoder } from './browser-decoder'
import { createFrameCache, type DecodedFrame } from './frame-cache'
import { frameWindow, nextSpan, type Span } from './frame-window'

/** Gives the exact pixels of one source frame, however long the server takes; rejects when it cannot. */
export type ServerFrame = (index: number, signal: AbortSignal) => Promise<ImageBitmap>

export type FrameSource = {
  readonly video: PlayableVideo
  /** The frame if it is decoded. Do not keep or close its bitmap: the source owns it. */
  peek: (index: number) => DecodedFrame | null
  /** Moves the playhead: this frame is decoded first, then its surroundings. */
  seek: (index: number) => void
  /** Decodes this frame and a few around it ahead of its use; does nothing to a source that is in use. */
  warm: (index: number) => void
  /** Called whenever a frame arrives or one failed; returns the way to stop. */
  subscribe: (listener: () => void) => () => void
  /** Time of each source index in the file, µs, once it is opened; null where this browser cannot decode it. */
  fileUs: () => readonly number[] | null
  /** Why a frame cannot be shown, or null. */
  failure: (index: number) => string | null
  /** Forgets failures and tries again. */
  retry: () => void
  dispose: () => void
}

type Options = { serverFrame: ServerFrame; budgetBytes: number; open?: typeof openBrowserDecoder }

/** Frames a server decode stays ahead of the playhead. */
const SERVER_AHEAD = 2
/** Frames decoded for a pair that is not on screen yet. */
const WARM_FRAMES = 6
/** A running decode is kept when it reaches the playhead within this many frames. */
const NEARLY_THERE = 12

/**
 * Exact frames of one clip by source index: WebCodecs decodes ahead around the playhead; a frame that the browser
 * cannot decode comes from the server. Source: docs/spec/player.md [PL6] [PL7]
 */
export function createFrameSource(video: PlayableVideo, options: Options): FrameSource {
  const { serverFrame, budgetBytes, open = openBrowserDecoder } = options
  const frameCount = video.ptsUs.length
  const capacity = Math.max(2, Math.floor(budgetBytes / (video.width * video.height * 4)))
  const cache = createFrameCache(budgetBytes)
  const undecodable = new Set<number>()
  const failures = new Map<number, string>()
  const listeners = new Set<() => void>()
  const abort = new AbortController()
  let playhead = 0
  let fileUs: readonly number[] | null = null
  let wake: (() => void) | null = null
  let started = false
  let inUse = false

  function known(index: number): boolean {
    return cache.has(index) || undecodable.has(index)
  }

  function reach(): number {
    return inUse ? capacity : Math.min(capacity, WARM_FRAMES)
  }

  function window(): Span {
    return frameWindow({ frameCount, playhead, capacity: reach() })
  }

  function keep(frame: DecodedFrame): void {
    if (abort.signal.aborted) {
      frame.bitmap.close()
      return
    }
    failures.delete(frame.index)
    cache.put(frame)
    cache.trim(window())
    for (const listener of [...listeners]) listener()
  }

  async function run(): Promise<void> {
    const decoder = await open(video)
    fileUs = decoder?.fileUs ?? null
    while (!abort.signal.aborted) {
      const span = decoder ? nextSpan({ frameCount, playhead, capacity: reach(), has: known }) : null
      if (decoder && span) await decodeInBrowser(decoder, span)
      else if (!(await decodeOnServer(decoder !== null))) await new Promise<void>((resolve) => (wake = resolve))
    }
    decoder?.dispose()
  }

  async function decodeInBrowser(decoder: BrowserDecoder, span: Span): Promise<void> {
    let next = span.from
    try {
      for await (const frame of decoder.decode(span)) {
        if (cache.has(frame.index)) frame.bitmap.close()
        else keep(frame)
        for (; next < frame.index; next++) if (!cache.has(next)) undecodable.add(next)
        next = frame.index + 1
        if (abort.signal.aborted || elsewhere(next, span)) return
      }
      for (; next <= span.to; next++) if (!cache.has(next)) undecodable.add(next)
    } catch {
      // The decoder gave up on this frame: the server has it, and decoding goes on behind it.
      undecodable.add(next)
    }
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
      keep({ index: wanted, ptsUs: video.ptsUs[wanted] ?? 0, bitmap, origin: 'server' })
    } catch (error) {
      if (abort.signal.aborted) return false
      failures.set(wanted, error instanceof Error ? error.message : 'The frame could not be loaded.')
      for (const listener of [...listeners]) listener()
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
      void run()
    }
    nudge()
  }

  function nudge(): void {
    wake?.()
    wake = null
  }

  return {
    video,
    peek: (index) => cache.get(index),
    seek(index) {
      inUse = true
      moveTo(index)
    },
    warm(index) {
      if (!started) moveTo(index)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    fileUs: () => fileUs,
    failure: (index) => failures.get(index) ?? null,
    retry() {
      failures.clear()
      nudge()
    },
    dispose() {
      abort.abort()
      nudge()
      cache.clear()
      listeners.clear()
    },
  }
}
