import { expect, test } from 'vitest'
import { mean, quantile, sum } from './stats'

test('sum and mean', () => {
  expect(sum([])).toBe(0)
  expect(sum(new Set([1, 2.5]))).toBe(3.5)
  expect(mean([1, 2, 6])).toBe(3)
  expect(() => mean([])).toThrow('mean of no values')
})

test.each([
  [0, 1],
  [0.25, 1.75],
  [0.5, 2.5],
  [0.9, 3.7],
  [1, 4],
])('the quantile %d of 1, 2, 3, 4 is %d, as R gives with type 7', (q, value) => {
  expect(quantile([1, 2, 3, 4], q)).toBeCloseTo(value, 12)
})

test('one value is every quantile of itself, and none has no quantile', () => {
  expect(quantile([5], 0.3)).toBe(5)
  expect(() => quantile([], 0.5)).toThrow('quantile of no values')
})
