import type { Phase, ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import { createActiveTime } from '../save/active-time'
import type { Statement } from '../save/operation'
import type { Held } from './desk-state'

/** What is known of one held pair besides the server's view: its answer now, what was seen, and the time spent. */
export type Sheet = {
  onScreen: () => void
  offScreen: () => void
  sign: () => void
  change: (answer: ScreenAnswer, phase: Phase) => void
  see: (seen: ScreenSeen) => void
  answer: () => ScreenAnswer
  activeMs: () => number
  /** What an operation tells now. */
  tell: () => Statement
  /** Whether frames were seen, or time was spent, that no operation has told yet. */
  isAhead: () => boolean
}

/** Time that may pass unsaved while nothing else changes, ms. */
const UNTOLD_MS = 10_000

export function createSheet({ assignment, answer: first }: Held, nowMs: () => number): Sheet {
  const { activeMs, work } = assignment
  const active = createActiveTime({ activeMs, phaseMs: work.phaseMs })
  let answer = first
  let seen = work.seen
  let told = { seen, activeMs }

  return {
    onScreen: () => active.start(nowMs()),
    offScreen: () => active.pause(nowMs()),
    sign: () => active.sign(nowMs()),
    change(next, phase) {
      answer = next
      active.enter(phase, nowMs())
    },
    see(next) {
      seen = next
    },
    answer: () => answer,
    activeMs: () => active.totals(nowMs()).activeMs,
    tell() {
      const totals = active.totals(nowMs())
      told = { seen, activeMs: totals.activeMs }
      return { answer, activeMs: totals.activeMs, work: { seen, phaseMs: totals.phaseMs } }
    },
    isAhead: () => seen !== told.seen || active.totals(nowMs()).activeMs - told.activeMs >= UNTOLD_MS,
  }
}
