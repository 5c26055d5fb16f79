import { expect, test } from 'vitest'
import { distortionProbability } from './thresholds'

const thresholds = { distortedScore: 3.5, high: 4, low: 3 }

test('[PP9] one half at the threshold, 0.9 and 0.1 at half the distance of the sampling thresholds', () => {
  expect([3, 3.5, 4].map((score) => distortionProbability(score, thresholds))).toEqual([
    expect.closeTo(0.9, 12),
    0.5,
    expect.closeTo(0.1, 12),
  ])
  expect(distortionProbability(5, thresholds)).toBeCloseTo(1 / 730, 12)
})

test('[PP9] equal sampling thresholds make it steep, never undefined', () => {
  const steep = { distortedScore: 3, high: 3.5, low: 3.5 }
  expect(distortionProbability(3, steep)).toBe(0.5)
  expect(distortionProbability(2.9, steep)).toBeCloseTo(0.9, 12)
  expect(distortionProbability(1, steep)).toBeLessThanOrEqual(1)
})
