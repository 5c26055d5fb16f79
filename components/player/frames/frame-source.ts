import { createStore } from 'zustand/vanilla'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { type FrameDecoder, type OpenClip, openClip } from './browser-decoder'
import type { DecodedFrame } from './frame-cache'
import { inWindow, nextSpan, type Span } from './frame-window'
import { createHeldFrames, type Look } from './held-frames'
import { bitmapPicture } from './picture'
import type { PooledSource, ServerFrame } from './source'

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
const RETRY_MS = 3000

/**
 * Exact frames of one clip by source index: WebCodecs decodes ahead around the playhead; a frame that the browser
 * cannot decode comes from the server. Source: docs/spec/player.md [PL6] [PL7]
 */
export function createFrameSource(video: PlayableVideo, options: Options): PooledSource {
  const { serverFrame, open = openClip, retryMs = RETRY_MS, onClaim = () => undefined } = options
  const frameCount = video.ptsUs.length
  const look: Look = { playhead: 0, anchors: [], wished: null, inUse: false }
  const held = createHeldFrames({
    frameCount,
    budgetBytes: options.budgetBytes,
    frameBytes: video.width * video.height * 4,
    look,
    onMeasured: onClaim,
  })
  const undecodable = new Set<number>()
  const failures = new Map<number, string>()
  /** Counts what arrived or failed, so that views look again. */
  const changes = createStore(() => ({ count: 0 }))
  const abort = new AbortController()
  let clip: OpenClip | null = null
  /** Why the clip itself could not be fetched. */
  let closed: string | null = null
  let wake: (() => void) | null = null
  let nudged = false
  let started = false
  /** Counts the rests: a decode that one of them cut short says nothing of the frames it did not reach. */
  let epoch = 0

  function known(index: number): boolean {
    return held.has(index) || undecodable.has(index)
  }

  function announce(): void {
    changes.setState(({ count }) => ({ count: count + 1 }))
  }

  function keep(frame: DecodedFrame): void {
    if (abort.signal.aborted) {
      frame.picture.close()
      return
    }
    failures.delete(frame.index)
    held.put(frame)
    announce()
  }

  async function run(): Promise<void> {
    while (!abort.signal.aborted) {
      nudged = false
      clip ??= await opened()
      const decoder = clip?.decoder ?? null
      const span = decoder ? nextSpan({ ...held.plan(), has: known }) : null
      if (decoder && span) await decodeInBrowser(decoder, span)
      else if (!clip || !(await decodeOnServer(decoder !== null))) {
        if (!look.inUse) decoder?.rest()
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
    let window = { at: -1, spans: [] as Span[] }
    function wants(index: number): boolean {
      const { playhead } = look
      if (held.has(index)) return false
      if (window.at !== playhead) window = { at: playhead, spans: held.window() }
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
    for (let index = from; index < to; index++) if (!held.has(index)) undecodable.add(index)
  }

  function elsewhere(next: number, span: Span): boolean {
    const { playhead } = look
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
    const { playhead } = look
    for (let index = playhead; index <= Math.min(playhead + SERVER_AHEAD, frameCount - 1); index++) {
      if (held.has(index) || failures.has(index)) continue
      if (!browserDecodes || undecodable.has(index)) return index
    }
    return null
  }

  function moveTo(index: number): void {
    look.playhead = Math.max(0, Math.min(frameCount - 1, index))
    if (!started) {
      started = true
      globalThis.addEventListener?.('online', retry)
      void run()
    }
    held.makeReady()
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
    peek: held.get,
    seek(index) {
      if (!look.inUse) {
        look.inUse = true
        onClaim()
      }
      moveTo(index)
    },
    warm(index) {
      if (!look.inUse) {
        moveTo(index)
        return
      }
      look.wished = index
      nudge()
    },
    anchor(indices) {
      look.anchors = indices
      nudge()
    },
    holds({ from, to }) {
      for (let index = from; index <= to; index++) if (!held.has(index)) return false
      return true
    },
    fits: () => clip?.decoder != null && held.plan().capacity >= frameCount,
    subscribe: changes.subscribe,
    playUrl: () => clip?.playUrl ?? null,
    fileUs: () => clip?.decoder?.fileUs ?? null,
    failure: (index) => failures.get(index) ?? (held.has(index) ? null : closed),
    retry,
    rest() {
      look.inUse = false
      epoch++
      held.relax()
      clip?.decoder?.rest()
      onClaim()
    },
    dispose() {
      abort.abort()
      globalThis.removeEventListener?.('online', retry)
      nudge()
      held.clear()
      clip?.dispose()
    },
    onScreen: () => look.inUse,
    frameBytes: held.frameBytes,
    setBudget(bytes) {
      if (bytes === held.budget()) return
      held.setBudget(bytes)
      nudge()
      announce()
    },
    figures: () => ({
      imageBytes: held.bytes() + (clip?.decoder?.waitingBytes() ?? 0),
      encodedBytes: clip?.encodedBytes ?? 0,
      decoders: clip?.decoder?.isOpen() ? 1 : 0,
      frames: held.count(),
    }),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The frame could not be loaded.'
}
