import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correction } from './drift'

test('[PL5] worked examples', () => {
  expect(correction(50_000, 20_000, 1)).toEqual({ type: 'rate', rate: 0.9 })
  expect(correction(-200_000, 20_000, 1)).toEqual({ type: 'rate', rate: 1.25 })
  expect(correction(-400_000, 20_000, 1)).toEqual({ type: 'seek' })
  expect(correction(10_000, 20_000, 0.5)).toEqual({ type: 'rate', rate: 0.5 })
})

test('[PL5] a video that is ahead is slowed, one behind hurried, within a quarter of the speed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -250_000, max: 250_000 }), fc.constantFrom(0.1, 0.5, 1, 2), (driftUs, speed) => {
      const move = correction(driftUs, 20_000, speed)
      if (move.type !== 'rate') throw new Error('within a quarter of a second it never seeks')
      expect(Math.sign(speed - move.rate)).toBe(Math.abs(driftUs) <= 20_000 ? 0 : Math.sign(driftUs))
      expect(Math.abs(move.rate / speed - 1)).toBeLessThanOrEqual(0.25 + 1e-9)
    }),
  )
})
