import { expect, test } from 'vitest'
import { wilsonInterval } from '@/lib/domain/agreement'
import { comparisonFigure, tangoInterval, turnedRound } from './comparison-figure'

test('[RC15] where no trial differs, all gain or all lose, Tango stands in', () => {
  expect(tangoInterval(0, 20)).toEqual([expect.closeTo(-0.1611, 4), expect.closeTo(0.1611, 4)])
  expect(tangoInterval(1, 20)).toEqual([expect.closeTo(0.6777, 4), 1])
  expect(tangoInterval(-1, 20)).toEqual([-1, expect.closeTo(-0.6777, 4)])
  expect(tangoInterval(0.5, 20)).toBeNull()
  // With nothing that differs it reaches as far as Wilson's upper end of 0 of 20.
  expect(tangoInterval(0, 20)?.[1]).toBeCloseTo(wilsonInterval(0, 20)?.[1] ?? 0, 12)
})

test('[RC15] the ends of the interval are those that the score test just does not reject', () => {
  // Tango's statistic with b gains, c losses and the probability of a loss at its most likely under the hypothesis.
  const score = (b: number, c: number, n: number, delta: number) => {
    const [A, B, C] = [2 * n, -b - c + (2 * n - b + c) * delta, -c * delta * (1 - delta)]
    const loss = (Math.sqrt(B * B - 4 * A * C) - B) / (2 * A)
    return (b - c - n * delta) / Math.sqrt(n * (2 * loss + delta * (1 - delta)))
  }
  const none = tangoInterval(0, 35) ?? [0, 0]
  const all = tangoInterval(1, 35) ?? [0, 0]
  expect(score(0, 0, 35, none[1])).toBeCloseTo(-1.96, 3)
  expect(score(35, 0, 35, all[0])).toBeCloseTo(1.96, 3)
})

test('[RC15] draws that vary give the interval themselves; where nothing stands in there is none', () => {
  const values = { a: 0.5, b: 0.5, n: 20, differing: 0 }
  expect(comparisonFigure({ ...values, drawn: [-0.1, 0.2], trials: 20 }).difference.ci95).toEqual([-0.1, 0.2])
  expect(comparisonFigure({ ...values, drawn: [0, 0], trials: 20 }).difference.ci95).toEqual(tangoInterval(0, 20))
  expect(comparisonFigure({ ...values, drawn: [0, 0], trials: null }).difference.ci95).toBeNull()
  expect(comparisonFigure({ ...values, drawn: null, trials: 1 }).difference.ci95).toBeNull()
  const undefinedB = comparisonFigure({ ...values, b: null, drawn: null, trials: 20 })
  expect(undefinedB).toEqual({ a: 0.5, b: null, difference: { value: null, ci95: null, n: 20 }, differing: 0 })
})

test('[RC18] read from the other side, values change places and the interval its ends', () => {
  const figure = { a: 0.5, b: 0.6, difference: { value: 0.1, ci95: [-0.05, 0.2], n: 9 }, differing: 3 } as const
  const turned = turnedRound({ ...figure, difference: { ...figure.difference, ci95: [-0.05, 0.2] } })
  expect(turned).toEqual({ a: 0.6, b: 0.5, difference: { value: -0.1, ci95: [-0.2, 0.05], n: 9 }, differing: 3 })
  expect(turnedRound(turned)).toEqual(figure)
})
