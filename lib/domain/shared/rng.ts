export type Rng = {
  /** Next float in [0, 1). */
  next(): number
  /** Integer in [0, bound). */
  int(bound: number): number
}

const UINT32 = 2 ** 32

/** FNV-1a over UTF-16 code units, 32 bits: turns a name into a seed. */
export function hashSeed(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/**
 * Seeded generator, the same stream in browser, worker and test.
 * @param seed any string or 32-bit integer
 * Source: mulberry32, T. Ettinger 2017 (public domain).
 */
export function createRng(seed: number | string): Rng {
  let state = typeof seed === 'string' ? hashSeed(seed) : seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32
  }
  return { next, int: (bound) => Math.floor(next() * bound) }
}

/** Fisher–Yates on a copy. */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const pick = rng.int(last + 1)
    const kept = copy[last] as T
    copy[last] = copy[pick] as T
    copy[pick] = kept
  }
  return copy
}
