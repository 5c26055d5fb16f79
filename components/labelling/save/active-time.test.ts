import { expect, test } from 'vitest'
import { createActiveTime } from './active-time'

test('pauses longer than thirty seconds count as thirty', () => {
  const active = createActiveTime(0, 1000)
  active.sign(10_000)
  active.sign(100_000)
  expect(active.totalMs(105_000)).toBe(1000 + 10_000 + 30_000 + 5000)
})

test('a clock that is set back adds nothing', () => {
  const active = createActiveTime(50_000)
  active.sign(20_000)
  expect(active.totalMs(20_000)).toBe(0)
})
