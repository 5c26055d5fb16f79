import type { Phase, PhaseMs } from '@/lib/domain/labelling'

/** Between two signs of life at most this much counts, ms. */
const IDLE_MS = 30_000
const DAY_MS = 86_400_000
const NOTHING: PhaseMs = { look: 0, mark: 0, check: 0 }

/** Times are those of a clock that only goes forward, ms. */
export type ActiveTime = {
  /** The pair comes on screen. */
  start: (nowMs: number) => void
  /** It leaves the screen. */
  pause: (nowMs: number) => void
  /** Somebody is there: a key, the pointer, the wheel. */
  sign: (nowMs: number) => void
  /** What follows counts to this phase. */
  enter: (phase: Phase, nowMs: number) => void
  totals: (nowMs: number) => { activeMs: number; phaseMs: PhaseMs }
}

/**
 * Time spent working on one pair, by phase: pauses longer than thirty seconds count as thirty.
 * @param earlier what earlier sittings came to
 * Source: docs/spec/saving.md [SV15]
 */
export function createActiveTime(earlier: { activeMs: number; phaseMs: PhaseMs }): ActiveTime {
  let activeMs = earlier.activeMs
  let phaseMs = { ...NOTHING, ...earlier.phaseMs }
  let phase: Phase = 'look'
  let last: number | null = null
  /** When somebody was last there; what is counted up to `last` may reach beyond it. */
  let idleAt = 0

  /** The time up to `nowMs` that counts, and no more of one pause than the limit. */
  function pending(nowMs: number): number {
    return last === null ? 0 : Math.max(0, Math.min(nowMs, idleAt) - last)
  }

  function count(nowMs: number): void {
    const ms = pending(nowMs)
    activeMs += ms
    phaseMs = { ...phaseMs, [phase]: phaseMs[phase] + ms }
    if (last !== null) last = Math.max(last, nowMs)
  }

  return {
    start(nowMs) {
      last ??= nowMs
      idleAt = nowMs + IDLE_MS
    },
    pause(nowMs) {
      count(nowMs)
      last = null
    },
    sign(nowMs) {
      count(nowMs)
      idleAt = nowMs + IDLE_MS
    },
    enter(next, nowMs) {
      if (next === phase) return
      count(nowMs)
      phase = next
    },
    totals(nowMs) {
      const ms = pending(nowMs)
      const whole = { ...phaseMs, [phase]: phaseMs[phase] + ms }
      return {
        activeMs: limited(activeMs + ms),
        phaseMs: { look: limited(whole.look), mark: limited(whole.mark), check: limited(whole.check) },
      }
    },
  }
}

function limited(ms: number): number {
  return Math.min(DAY_MS, Math.round(ms))
}
