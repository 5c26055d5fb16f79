import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '@/lib/domain/labelling'
import { sum } from '@/lib/domain/shared'
import { preferenceLogLikelihood } from './preference'

const score = fc.double({ min: -50, max: 50, noNaN: true })
const theta = fc.double({ min: 1.001, max: 1e6, noNaN: true })
const preferences: readonly Outcome[] = ['A', 'B', 'tie']

test('[PR4] the three probabilities sum to 1', () => {
  fc.assert(
    fc.property(score, score, theta, (a, b, t) => {
      const total = sum(preferences.map((p) => Math.exp(preferenceLogLikelihood(a, b, p, t))))
      expect(total).toBeCloseTo(1, 9)
    }),
  )
})

test.each([
  [3, 3, -1.791759469228055, -1.791759469228055, -0.40546510810816416],
  [4, 3, -1.0435917781858577, -2.6804329406190117, -0.5459708884569237],
  [3, 4, -2.6804329406190117, -1.0435917781858577, -0.5459708884569237],
  [5, 1, -0.08762453387721726, -5.613094347298973, -2.522665050828244],
])('[PR2] [PR3] scores %d and %d at θ = 5 as in the published loss', (a, b, logA, logB, logTie) => {
  expect(preferenceLogLikelihood(a, b, 'A')).toBeCloseTo(logA, 12)
  expect(preferenceLogLikelihood(a, b, 'B')).toBeCloseTo(logB, 12)
  expect(preferenceLogLikelihood(a, b, 'tie')).toBeCloseTo(logTie, 12)
})

test('[PR2] equals the ratio form of Rao and Kupper', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.double({ min: 1, max: 5, noNaN: true }),
      theta,
      (a, b, t) => {
        const ratio = Math.exp(a) / (Math.exp(a) + t * Math.exp(b))
        expect(Math.exp(preferenceLogLikelihood(a, b, 'A', t))).toBeCloseTo(ratio, 12)
      },
    ),
  )
})

test('[PR5] swapping the sides swaps A and B and keeps the tie', () => {
  fc.assert(
    fc.property(score, score, theta, (a, b, t) => {
      expect(preferenceLogLikelihood(a, b, 'A', t)).toBe(preferenceLogLikelihood(b, a, 'B', t))
      expect(preferenceLogLikelihood(a, b, 'tie', t)).toBeCloseTo(preferenceLogLikelihood(b, a, 'tie', t), 9)
    }),
  )
})

test('[PR6] at θ = 5 equal scores tie with 2/3, and a tie stops being likeliest at a gap of ln 4.6', () => {
  expect(Math.exp(preferenceLogLikelihood(2.5, 2.5, 'tie'))).toBeCloseTo(2 / 3, 12)
  const edge = Math.log(4.6)
  const lead = (gap: number) => preferenceLogLikelihood(gap, 0, 'A') - preferenceLogLikelihood(gap, 0, 'tie')
  expect(lead(edge)).toBeCloseTo(0, 12)
  expect(lead(edge - 1e-6)).toBeLessThan(0)
  expect(lead(edge + 1e-6)).toBeGreaterThan(0)
})

test('[PR7] far scores and huge θ stay finite and at most 0', () => {
  expect(preferenceLogLikelihood(0, 5000, 'A')).toBeCloseTo(-5000 - Math.log(5), 6)
  for (const t of [1 + 1e-12, 1e20, 1e200]) {
    for (const p of preferences) {
      const value = preferenceLogLikelihood(1, 5, p, t)
      expect(Number.isFinite(value)).toBe(true)
      expect(value).toBeLessThanOrEqual(0)
    }
  }
})

test('[PR1] refuses θ ≤ 1 and numbers that are not finite', () => {
  expect(() => preferenceLogLikelihood(1, 1, 'A', 1)).toThrow('theta must be above 1, got 1')
  expect(() => preferenceLogLikelihood(Number.NaN, 1, 'A')).toThrow(RangeError)
  expect(() => preferenceLogLikelihood(1, Number.POSITIVE_INFINITY, 'A')).toThrow(RangeError)
  expect(() => preferenceLogLikelihood(1, 1, 'A', Number.NaN)).toThrow(RangeError)
})
