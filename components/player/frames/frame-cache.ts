import type { Span } from './frame-window'

/** One decoded source frame: pixels, index and time are one object, so that they cannot disagree. */
export type DecodedFrame = {
  index: number
  /** Presentation time from the file, first frame at 0, µs. */
  ptsUs: number
  bitmap: ImageBitmap
  /** Who decoded it: this browser (WebCodecs) or the server. */
  origin: 'browser' | 'server'
}

export type FrameCache = {
  has: (index: number) => boolean
  get: (index: number) => DecodedFrame | null
  put: (frame: DecodedFrame) => void
  /** Drops what lies outside the window, farthest from it first, until the budget holds. */
  trim: (window: Span) => void
  clear: () => void
  bytes: () => number
}

/** Frames by source index, bounded by bytes of pixels. */
export function createFrameCache(budgetBytes: number): FrameCache {
  const frames = new Map<number, DecodedFrame>()
  let bytes = 0

  function drop(index: number): void {
    const frame = frames.get(index)
    if (!frame) return
    frames.delete(index)
    bytes -= bytesOf(frame.bitmap)
    frame.bitmap.close()
  }

  return {
    has: (index) => frames.has(index),
    get: (index) => frames.get(index) ?? null,
    put(frame) {
      drop(frame.index)
      frames.set(frame.index, frame)
      bytes += bytesOf(frame.bitmap)
    },
    trim(window) {
      if (bytes <= budgetBytes) return
      const outside = [...frames.keys()].filter((index) => distance(index, window) > 0)
      for (const index of outside.sort((a, b) => distance(b, window) - distance(a, window))) {
        if (bytes <= budgetBytes) return
        drop(index)
      }
    },
    clear() {
      for (const index of [...frames.keys()]) drop(index)
    },
    bytes: () => bytes,
  }
}

function distance(index: number, { from, to }: Span): number {
  return Math.max(from - index, index - to, 0)
}

export function bytesOf({ width, height }: { width: number; height: number }): number {
  return width * height * 4
}
