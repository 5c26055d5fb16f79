import { expect, test } from 'vitest'
import { alphaScale, percentOn } from './scale'

test('the scale runs from 0 to 1 as long as nothing is below', () => {
  expect(alphaScale([0.4, 0.9])).toEqual({ low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] })
  expect(alphaScale([])).toMatchObject({ low: 0 })
})

test('figures below chance widen the scale by quarters, to −1 at most', () => {
  expect(alphaScale([-0.1, 0.7]).ticks).toEqual([-0.25, 0, 0.25, 0.5, 0.75, 1])
  expect(alphaScale([-7]).low).toBe(-1)
})

test('values become places, clamped to the ends', () => {
  const scale = alphaScale([-0.5])
  expect([-0.5, 0.25, 1].map((value) => percentOn(scale, value))).toEqual([0, 50, 100])
  expect(percentOn(scale, -3)).toBe(0)
})
