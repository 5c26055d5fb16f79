import { expect, test } from 'vitest'
import { heatOf, toneOf } from './score-tones'

test('the colour of a score follows the thresholds of its model, not fixed ones', () => {
  const strict = { distortedScore: 4.2, high: 4.8 }
  const lenient = { distortedScore: 2, high: 2.5 }
  expect([4, 4.5, 4.9].map((score) => toneOf(score, strict))).toEqual(['var(--bad)', 'var(--warn)', 'var(--good)'])
  expect([1.9, 2.2, 4].map((score) => toneOf(score, lenient))).toEqual(['var(--bad)', 'var(--warn)', 'var(--good)'])
})

test('the heat of a clip goes from sample to sample, by their place within the clip', () => {
  const thresholds = { distortedScore: 3, high: 4 }
  const points = [
    { x: 0, score: 5 },
    { x: 25, score: 1 },
  ]
  expect(heatOf(points, 50, thresholds)).toBe('linear-gradient(to right, var(--good) 0.00%, var(--bad) 50.00%)')
  expect(heatOf(points.slice(1), 50, thresholds), 'one sample colours all of it').toBe(
    'linear-gradient(to right, var(--bad) 50.00%, var(--bad) 50.00%)',
  )
})
