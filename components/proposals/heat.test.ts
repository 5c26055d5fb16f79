import { expect, test } from 'vitest'
import { badness, heatColour, lowestScored, scoreHistogram } from './heat'

test('a clean frame is not bad at all, a broken one wholly', () => {
  expect([badness(5), badness(3), badness(1)]).toEqual([0, 0.5, 1])
})

test('colours run from good over warn to bad', () => {
  expect(heatColour(5)).toContain('var(--warn) 0%, var(--good)')
  expect(heatColour(3)).toContain('var(--bad) 0%, var(--warn)')
  expect(heatColour(1)).toContain('var(--bad) 100%, var(--warn)')
})

test('the earliest of the lowest frames is named', () => {
  const scores = [
    { frameIndex: 3, score: 4 },
    { frameIndex: 9, score: 2 },
    { frameIndex: 12, score: 2 },
  ]
  expect(lowestScored(scores)?.frameIndex).toBe(9)
  expect(lowestScored([])).toBeNull()
})

test('every score falls into one bin, the ends included', () => {
  const counts = scoreHistogram([1, 1.24, 1.25, 4.99, 5])
  expect(counts).toHaveLength(16)
  expect([counts[0], counts[1], counts[15]]).toEqual([2, 1, 2])
  expect(counts.reduce((total, count) => total + count)).toBe(5)
})
