import { expect, test } from 'vitest'
import { scoreCells } from './score-cells'

test('[RC10] a score on a line belongs to the cell above it, the ends to the outermost', () => {
  const cells = scoreCells([
    { a: 1, b: 5 },
    { a: 1.3, b: 4.95 },
    { a: 1.3999, b: 4.9 },
  ])
  expect(cells).toEqual([
    { a: 0, b: 39, clips: 1 },
    { a: 3, b: 39, clips: 2 },
  ])
})

test('[RC10] however many clips, no more cells than there are', () => {
  const points = Array.from({ length: 20_000 }, (_, place) => ({
    a: 1 + (place % 401) / 100,
    b: 1 + (place % 397) / 99,
  }))
  const cells = scoreCells(points)
  expect(cells.length).toBeLessThanOrEqual(1600)
  expect(cells.reduce((sum, { clips }) => sum + clips, 0)).toBe(20_000)
})
