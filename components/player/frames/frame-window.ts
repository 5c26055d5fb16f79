export type Span = { from: number; to: number }

type Plan = {
  frameCount: number
  playhead: number
  /** Frames that fit in memory, ≥ 1. */
  capacity: number
  has: (index: number) => boolean
}

/** Decoding backwards starts this many frames early, so that a whole run is decoded once. */
const BACK_RUN = 24

/** The frames worth holding: two thirds of the capacity ahead of the playhead, the rest behind; both ends inclusive. */
export function frameWindow({ frameCount, playhead, capacity }: Omit<Plan, 'has'>): Span {
  if (capacity >= frameCount) return { from: 0, to: frameCount - 1 }
  const behind = Math.floor((capacity - 1) / 3)
  const from = Math.max(0, Math.min(playhead - behind, frameCount - capacity))
  return { from, to: from + capacity - 1 }
}

/**
 * What to decode next: the frame on the playhead and what follows it, then what lies before it; null when the window is full.
 * Source: docs/spec/player.md [PL6]
 */
export function nextSpan(plan: Plan): Span | null {
  const window = frameWindow(plan)
  const ahead = firstMissing(plan, plan.playhead, window.to)
  if (ahead !== null) {
    // One step back from a decoded run: take the whole run before it instead of one frame at a time.
    if (ahead === plan.playhead && plan.has(plan.playhead + 1))
      return { from: runStart(plan, plan.playhead, window.from), to: plan.playhead }
    return { from: ahead, to: runEnd(plan, ahead, window.to) }
  }
  for (let index = plan.playhead - 1; index >= window.from; index--)
    if (!plan.has(index)) return { from: runStart(plan, index, window.from), to: index }
  return null
}

function firstMissing({ has }: Plan, from: number, to: number): number | null {
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
