import type { Phase, ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import { ActiveTime } from './active-time'
import type { ScreenContent } from './operations'
import type { ClaimedPair } from './pair-queue'

/** Time that may pass unsaved while nothing else changes, ms. */
const UNSAVED_MS = 10_000

/** What is known here of one claimed pair beyond the server's view: its answer now, what was seen, and the time spent. */
export class OpenPair {
  readonly #active: ActiveTime
  readonly #nowMs: () => number
  #answer: ScreenAnswer
  #seen: ScreenSeen
  /** What the last operation said. */
  #saved: { seen: ScreenSeen; activeMs: number }

  /** @param nowMs only goes forward, ms */
  constructor({ assignment, answer }: ClaimedPair, nowMs: () => number) {
    const { activeMs, work } = assignment
    this.#active = new ActiveTime({ activeMs, phaseMs: work.phaseMs })
    this.#nowMs = nowMs
    this.#answer = answer
    this.#seen = work.seen
    this.#saved = { seen: work.seen, activeMs }
  }

  comeOnScreen(): void {
    this.#active.start(this.#nowMs())
  }

  leaveScreen(): void {
    this.#active.pause(this.#nowMs())
  }

  /** Somebody is there. */
  noteActivity(): void {
    this.#active.noteActivity(this.#nowMs())
  }

  setAnswer(answer: ScreenAnswer, phase: Phase): void {
    this.#answer = answer
    this.#active.enter(phase, this.#nowMs())
  }

  setSeen(seen: ScreenSeen): void {
    this.#seen = seen
  }

  answer(): ScreenAnswer {
    return this.#answer
  }

  activeMs(): number {
    return this.#active.totals(this.#nowMs()).activeMs
  }

  /** What an operation says now; from then on that counts as saved. */
  content(): ScreenContent {
    const { activeMs, phaseMs } = this.#active.totals(this.#nowMs())
    this.#saved = { seen: this.#seen, activeMs }
    return { answer: this.#answer, activeMs, work: { seen: this.#seen, phaseMs } }
  }

  /** Whether frames were seen, or time was spent, that no operation has said yet. */
  hasUnsaved(): boolean {
    return this.#seen !== this.#saved.seen || this.activeMs() - this.#saved.activeMs >= UNSAVED_MS
  }
}
