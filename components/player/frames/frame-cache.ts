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
type Keep = { playhead: number; wanted: (index: number) => boolean; budgetBytes: number }

/** Frames by source index; it owns their pictures. */
export class FrameCache {
  readonly #frames = new Map<number, DecodedFrame>()

  has(index: number): boolean {
    return this.#frames.has(index)
  }

  get(index: number): DecodedFrame | null {
    return this.#frames.get(index) ?? null
  }

  indices(): number[] {
    return [...this.#frames.keys()]
  }

  bytes(): number {
    let sum = 0
    for (const { picture } of this.#frames.values()) sum += picture.bytes()
    return sum
  }

  put(frame: DecodedFrame): void {
    this.#drop(frame.index)
    this.#frames.set(frame.index, frame)
  }

  /** Drops frames until the budget holds: those outside the window before those in it, the farthest first, never the playhead. */
  trim({ playhead, wanted, budgetBytes }: Keep): void {
    let over = this.bytes() - budgetBytes
    if (over <= 0) return
    const rank = (index: number) => Math.abs(index - playhead) + (wanted(index) ? 0 : 1e9)
    for (const index of this.indices().sort((a, b) => rank(b) - rank(a))) {
      if (over <= 0 || index === playhead) return
      over -= this.get(index)?.picture.bytes() ?? 0
      this.#drop(index)
    }
  }

  clear(): void {
    for (const index of this.indices()) this.#drop(index)
  }

  #drop(index: number): void {
    this.#frames.get(index)?.picture.close()
    this.#frames.delete(index)
  }
}
