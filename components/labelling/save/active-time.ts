/** Between two signs of life at most this much counts, ms. */
const IDLE_MS = 30_000

export type ActiveTime = { sign: (nowMs: number) => void; totalMs: (nowMs: number) => number }

/** Time spent working: pauses longer than thirty seconds count as thirty. */
export function createActiveTime(startMs: number, earlierMs = 0): ActiveTime {
  let counted = earlierMs
  let last = startMs
  return {
    sign(nowMs) {
      counted += since(last, nowMs)
      last = nowMs
    },
    totalMs: (nowMs) => Math.round(counted + since(last, nowMs)),
  }
}

/** A clock that was set back adds nothing. */
function since(lastMs: number, nowMs: number): number {
  return Math.max(0, Math.min(IDLE_MS, nowMs - lastMs))
}
