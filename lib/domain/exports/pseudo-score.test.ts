import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pseudoScore, scoreBucket } from './pseudo-score'

test('[PS1] the number of labels gives the range', () => {
  expect([0, 1, 2, 3, 8].map(scoreBucket)).toEqual([
    [4, 5],
    [3, 4],
    [2, 3],
    [1, 2],
    [1, 2],
  ])
  expect(() => scoreBucket(-1)).toThrow(RangeError)
})

test('[PS2] a score lies in its range and has two decimals', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 0, max: 8 }), (seed, frameId, labelCount) => {
      const score = pseudoScore(seed, frameId, labelCount)
      const [low, high] = scoreBucket(labelCount)
      expect(score).toBeGreaterThanOrEqual(low)
      expect(score).toBeLessThanOrEqual(high)
      expect(Number(score.toFixed(2))).toBe(score)
    }),
  )
})

test('[PS2] all 101 hundredths occur, about equally often', () => {
  const counts = new Map<number, number>()
  for (let index = 0; index < 20_200; index += 1) {
    const score = pseudoScore('seed', `frame_${index}`, 1)
    counts.set(score, (counts.get(score) ?? 0) + 1)
  }
  expect(counts.size).toBe(101)
  expect(Math.min(...counts.values())).toBeGreaterThan(140)
  expect(Math.max(...counts.values())).toBeLessThan(265)
})

test('[PS3] same seed, frame and count give the same score; a further label moves it down one range', () => {
  const one = pseudoScore('2026-11', 'v1_000012', 1)
  expect(pseudoScore('2026-11', 'v1_000012', 1)).toBe(one)
  expect(pseudoScore('2026-11', 'v1_000012', 2)).toBeCloseTo(one - 1, 10)
  expect(pseudoScore('2026-12', 'v1_000012', 1)).not.toBe(one)
  expect(pseudoScore('2026-11', 'v1_000013', 1)).not.toBe(one)
})
