export type Span = { from: number; to: number }

export type Plan = {
  frameCount: number
  playhead: number
  /** Where the window lies, when it has not followed the playhead yet. */
  centre?: number
  /** Frames that fit in memory, ≥ 1. */
  capacity: number
  /** Frames that will be jumped to, such as suspect ones. */
  anchors?: readonly number[]
  has: (index: number) => boolean
}

/** Decoding backwards starts this many frames early, so that a whole run is decoded once. */
const BACK_RUN = 48
/** Frames on either side of one that will be jumped to. */
const AROUND = 3
/** Frames after the playhead that come before those around the anchors. */
const FIRST_AHEAD = 24

/**
 * The frames worth holding, both ends of a span inclusive: first the span around the playhead, two thirds of it ahead;
 * then, with at most a third of the capacity, a few frames around the nearest anchors.
 * Source: docs/spec/player.md [PL6]
 */
export function frameWindow(plan: Omit<Plan, 'has'>): Span[] {
  const { frameCount, playhead, capacity, anchors = [] } = plan
  if (capacity >= frameCount) return [{ from: 0, to: frameCount - 1 }]
  const quota = Math.floor(capacity / 3)
  const main = around(plan, capacity - quota)
  const spans: Span[] = []
  const taken = new Set<number>()
  for (const anchor of [...anchors].sort((a, b) => Math.abs(a - playhead) - Math.abs(b - playhead))) {
    const span = { from: Math.max(0, anchor - AROUND), to: Math.min(frameCount - 1, anchor + AROUND) }
    const fresh = indices(span).filter((index) => !inSpan(main, index) && !taken.has(index))
    if (fresh.length === 0) continue
    if (taken.size + fresh.length > quota) break
    for (const index of fresh) taken.add(index)
    spans.push(span)
  }
  return [around(plan, capacity - taken.size), ...spans]
}

export function inWindow(window: readonly Span[], index: number): boolean {
  return window.some((span) => inSpan(span, index))
}

/**
 * What to decode next: the frame on the playhead and what follows it, the surroundings of the anchors, what follows
 * later, then what lies before the playhead; null when the window is full.
 * Source: docs/spec/player.md [PL6]
 */
export function nextSpan(plan: Plan): Span | null {
  const { playhead, has } = plan
  const [main, ...anchored] = frameWindow(plan)
  if (!main) return null
  // One step back from a decoded run: take the whole run before it instead of one frame at a time.
  if (!has(playhead) && has(playhead + 1)) return { from: runStart(plan, playhead, main.from), to: playhead }
  const soon = missing(plan, { from: playhead, to: Math.min(main.to, playhead + FIRST_AHEAD) })
  if (soon !== null) return { from: soon, to: runEnd(plan, soon, main.to) }
  for (const span of anchored) {
    const first = missing(plan, span)
    if (first !== null) return { from: first, to: runEnd(plan, first, span.to) }
  }
  const ahead = missing(plan, { from: playhead, to: main.to })
  if (ahead !== null) return { from: ahead, to: runEnd(plan, ahead, main.to) }
  for (let index = playhead - 1; index >= main.from; index--)
    if (!has(index)) return { from: runStart(plan, index, main.from), to: index }
  return null
}

/**
 * The window follows once the playhead has moved this far within it: steps to and fro would otherwise drop a frame at
 * one end, and decode it again at the next, every time.
 */
export function centreOf(centre: number, playhead: number, capacity: number): number {
  return Math.abs(playhead - centre) <= Math.floor(capacity / 8) ? centre : playhead
}

function around({ frameCount, playhead, centre = playhead }: Omit<Plan, 'has'>, capacity: number): Span {
  const behind = Math.floor((capacity - 1) / 3)
  const from = Math.max(0, Math.min(centre - behind, frameCount - capacity))
  return { from, to: from + capacity - 1 }
}

function indices({ from, to }: Span): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

function inSpan({ from, to }: Span, index: number): boolean {
  return index >= from && index <= to
}

function missing({ has }: Plan, { from, to }: Span): number | null {
  for (let index = from; index <= to; index++) if (!has(index)) return index
  return null
}

function runEnd({ has }: Plan, from: number, limit: number): number {
  let end = from
  while (end < limit && !has(end + 1)) end++
  return end
}

function runStart({ has }: Plan, to: number, limit: number): number {
  let start = to
  while (start > limit && to - start < BACK_RUN && !has(start - 1)) start--
  return start
}
