import { expect, test } from 'vitest'
import { rankCorrelation } from './rank-correlation'

const points = (a: number[], b: number[]) => a.map((value, place) => ({ a: value, b: b[place] ?? 0 }))

test('[RC5] the worked example, with its interval', () => {
  const { value, ci95, n } = rankCorrelation(points([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]))
  expect(value).toBeCloseTo(0.8)
  expect(n).toBe(5)
  expect(ci95?.map((end) => end.toFixed(2))).toEqual(['-0.46', '0.99'])
})

test('[RC5] equal scores share the mean of their places', () => {
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: r = 4.5 / √(4.5 · 5).
  expect(rankCorrelation(points([1, 2, 2, 3], [1, 2, 3, 4])).value).toBeCloseTo(4.5 / Math.sqrt(22.5))
})

test('[RC5] only the order counts, either way', () => {
  expect(rankCorrelation(points([1, 2, 3, 4], [1, 1.1, 1.2, 5]))).toEqual({ value: 1, ci95: null, n: 4 })
  expect(rankCorrelation(points([1, 2, 3, 4], [5, 4, 3, 1]))).toEqual({ value: -1, ci95: null, n: 4 })
})

test('[RC5] nothing where a side does not vary, or with too few clips', () => {
  expect(rankCorrelation(points([2, 2, 2, 2], [1, 2, 3, 4]))).toEqual({ value: null, ci95: null, n: 4 })
  expect(rankCorrelation(points([1, 3, 2], [1, 2, 3])).ci95).toBeNull()
  expect(rankCorrelation([])).toEqual({ value: null, ci95: null, n: 0 })
})
