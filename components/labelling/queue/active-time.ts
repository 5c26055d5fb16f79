import type { Phase, PhaseMs } from '@/lib/domain/labelling'

/** Between two signs of activity at most this much counts, ms. */
const IDLE_MS = 30_000
const DAY_MS = 86_400_000
const NOTHING: PhaseMs = { look: 0, mark: 0, check: 0 }

/**
 * Time spent working on one pair, by phase: pauses longer than thirty seconds count as thirty. Times are those of a clock
 * that only goes forward, ms. Source: docs/spec/saving.md [SV15]
 */
export class ActiveTime {
  #activeMs: number
  #phaseMs: PhaseMs
  #phase: Phase = 'look'
  /** Up to when time is counted; null while the pair is not on screen. */
  #countedAt: number | null = null
  /** From when on the person counts as idle. */
  #idleAt = 0

  /** @param earlier what it came to before this tab */
  constructor(earlier: { activeMs: number; phaseMs: PhaseMs }) {
    this.#activeMs = earlier.activeMs
    this.#phaseMs = { ...NOTHING, ...earlier.phaseMs }
  }

  /** The pair comes on screen. */
  start(nowMs: number): void {
    this.#countedAt ??= nowMs
    this.#idleAt = nowMs + IDLE_MS
  }

  /** It leaves the screen. */
  pause(nowMs: number): void {
    this.#count(nowMs)
    this.#countedAt = null
  }

  /** Somebody is there: a key, the pointer, the wheel. */
  noteActivity(nowMs: number): void {
    this.#count(nowMs)
    this.#idleAt = nowMs + IDLE_MS
  }

  /** What follows counts to this phase. */
  enter(phase: Phase, nowMs: number): void {
    if (phase === this.#phase) return
    this.#count(nowMs)
    this.#phase = phase
  }

  totals(nowMs: number): { activeMs: number; phaseMs: PhaseMs } {
    const ms = this.#pending(nowMs)
    const { look, mark, check } = this.#withPhase(ms)
    return {
      activeMs: limited(this.#activeMs + ms),
      phaseMs: { look: limited(look), mark: limited(mark), check: limited(check) },
    }
  }

  /** The time up to `nowMs` that counts, and no more of one pause than the limit. */
  #pending(nowMs: number): number {
    return this.#countedAt === null ? 0 : Math.max(0, Math.min(nowMs, this.#idleAt) - this.#countedAt)
  }

  #count(nowMs: number): void {
    const ms = this.#pending(nowMs)
    this.#activeMs += ms
    this.#phaseMs = this.#withPhase(ms)
    if (this.#countedAt !== null) this.#countedAt = Math.max(this.#countedAt, nowMs)
  }

  #withPhase(ms: number): PhaseMs {
    return { ...this.#phaseMs, [this.#phase]: this.#phaseMs[this.#phase] + ms }
  }
}

function limited(ms: number): number {
  return Math.min(DAY_MS, Math.round(ms))
}
