import type { Picture } from './picture'

/** One decoded source frame: pixels, index and time are one object, so that they cannot disagree. */
export type DecodedFrame = {
  index: number
  /** Presentation time from the file, first frame at 0, µs. */
  ptsUs: number
  picture: Picture
  /** Who decoded it: this browser (WebCodecs) or the server. */
  origin: 'browser' | 'server'
}

/** What to keep when memory is short. */
export type Keep = { playhead: number; wanted: (index: number) => boolean; budgetBytes: number }

export type FrameCache = {
  has: (index: number) => boolean
  get: (index: number) => DecodedFrame | null
  indices: () => number[]
  put: (frame: DecodedFrame) => void
  /** Drops frames until the budget holds: those outside the window before those in it, the farthest first, never the playhead. */
  trim: (keep: Keep) => void
  clear: () => void
  bytes: () => number
}

/** Frames by source index; it owns their pictures. */
export function createFrameCache(): FrameCache {
  const frames = new Map<number, DecodedFrame>()

  function drop(index: number): void {
    frames.get(index)?.picture.close()
    frames.delete(index)
  }

  function bytes(): number {
    let sum = 0
    for (const { picture } of frames.values()) sum += picture.bytes()
    return sum
  }

  return {
    has: (index) => frames.has(index),
    get: (index) => frames.get(index) ?? null,
    indices: () => [...frames.keys()],
    put(frame) {
      drop(frame.index)
      frames.set(frame.index, frame)
    },
    trim({ playhead, wanted, budgetBytes }) {
      let over = bytes() - budgetBytes
      if (over <= 0) return
      const rank = (index: number) => Math.abs(index - playhead) + (wanted(index) ? 0 : 1e9)
      for (const index of [...frames.keys()].sort((a, b) => rank(b) - rank(a))) {
        if (over <= 0 || index === playhead) return
        over -= frames.get(index)?.picture.bytes() ?? 0
        drop(index)
      }
    },
    clear() {
      for (const index of [...frames.keys()]) drop(index)
    },
    bytes,
  }
}
