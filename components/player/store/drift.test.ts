import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correction, middle } from './drift'

test('[PL5] worked examples', () => {
  expect(correction(50_000, 40_000, 1)).toEqual({ type: 'rate', rate: 0.9 })
  expect(correction(-200_000, 40_000, 1)).toEqual({ type: 'rate', rate: 1.25 })
  expect(correction(-400_000, 40_000, 1)).toEqual({ type: 'seek' })
  expect(correction(10_000, 40_000, 0.5)).toEqual({ type: 'rate', rate: 0.5 })
})

test('[PL5] a video that is ahead is slowed, one behind hurried, within a quarter of the speed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -250_000, max: 250_000 }), fc.constantFrom(0.1, 0.5, 1, 2), (driftUs, speed) => {
      const move = correction(driftUs, 40_000, speed)
      if (move.type !== 'rate') throw new Error('within a quarter of a second it never seeks')
      expect(Math.sign(speed - move.rate)).toBe(Math.abs(driftUs) <= 10_000 ? 0 : Math.sign(driftUs))
      expect(Math.abs(move.rate / speed - 1)).toBeLessThanOrEqual(0.25 + 1e-9)
    }),
  )
})

test('[PL5] frames longer than a quarter of a second are not sought again and again', () => {
  expect(correction(-600_000, 1_000_000, 1)).toEqual({ type: 'rate', rate: 1.25 })
  expect(correction(-1_100_000, 1_000_000, 1)).toEqual({ type: 'seek' })
})

test('[PL5] one late picture among four decides nothing', () => {
  expect(middle([])).toBe(null)
  expect(middle([2_000, -90_000, 1_000, 3_000])).toBe(1_500)
})
