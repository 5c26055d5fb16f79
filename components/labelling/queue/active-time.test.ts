import { expect, test } from 'vitest'
import { NO_SCREEN_WORK } from '@/lib/domain/labelling'
import { ActiveTime } from './active-time'

const { phaseMs } = NO_SCREEN_WORK

test('[SV15] pauses longer than thirty seconds count as thirty', () => {
  const active = new ActiveTime({ activeMs: 1000, phaseMs })
  active.start(0)
  active.noteActivity(10_000)
  active.noteActivity(100_000)
  expect(active.totals(105_000).activeMs).toBe(1000 + 10_000 + 30_000 + 5000)
})

test('[SV15] time goes to the phase it was spent in, earlier tabs included', () => {
  const active = new ActiveTime({ activeMs: 500, phaseMs: { look: 500, mark: 0, check: 0 } })
  active.start(0)
  active.enter('mark', 2000)
  active.enter('check', 5000)
  expect(active.totals(6000)).toEqual({ activeMs: 6500, phaseMs: { look: 2500, mark: 3000, check: 1000 } })
})

test('[SV15] a change of phase is no activity: an idle pause counts thirty seconds however it is cut', () => {
  const active = new ActiveTime({ activeMs: 0, phaseMs })
  active.start(0)
  active.enter('mark', 20_000)
  active.enter('check', 50_000)
  expect(active.totals(90_000)).toEqual({ activeMs: 30_000, phaseMs: { look: 20_000, mark: 10_000, check: 0 } })
})

test('[SV15] only time on screen counts', () => {
  const active = new ActiveTime({ activeMs: 0, phaseMs })
  expect(active.totals(5000).activeMs).toBe(0)
  active.start(10_000)
  active.pause(12_000)
  active.start(50_000)
  expect(active.totals(51_000).activeMs).toBe(3000)
})
