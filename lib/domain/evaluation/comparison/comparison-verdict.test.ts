import { expect, test } from 'vitest'
import type { Interval } from '@/lib/domain/agreement'
import { type ComparisonFigure, NO_COMPARISON_FIGURE } from './comparison-figure'
import { type ComparisonFigures, comparisonFigures, figuresTurnedRound } from './comparison-figures'
import { comparisonVerdict, leaningOf, pairsNeeded, preferencesNeeded } from './comparison-verdict'

const figure = (ci95: Interval | null, differing = 10, n = 50): ComparisonFigure => ({
  a: 0.5,
  b: 0.6,
  difference: { value: 0.1, ci95, n },
  differing,
})
const nothing = comparisonFigures(
  {
    frames: [],
    pairs: [],
    inputs: {
      clips: 0,
      frames: { common: 0, onlyA: 1, onlyB: 2, neither: 3, undecided: 4, near: { a: 5, b: 6 } },
      pairs: { common: 0, onlyA: 7, onlyB: 8, neither: 9, undecided: 10 },
    },
  },
  ['limbs'],
  's',
)
const given = (figures: Partial<ComparisonFigures['figures']>): ComparisonFigures => ({
  ...nothing,
  figures: { ...nothing.figures, ...figures },
})

test('[RC16] an interval off 0 tells, the other way round for the calibration error', () => {
  expect(leaningOf('accuracy', figure([0.02, 0.2]))).toBe('b')
  expect(leaningOf('accuracy', figure([-0.2, -0.02]))).toBe('a')
  expect(leaningOf('calibrationError', figure([0.02, 0.2]))).toBe('a')
  expect(leaningOf('calibrationError', figure([-0.2, -0.02]))).toBe('b')
  expect(leaningOf('accuracy', figure([0, 0.2]))).toBe('open')
  expect(leaningOf('accuracy', figure(null))).toBe('open')
  expect(leaningOf('accuracy', NO_COMPARISON_FIGURE)).toBe('none')
})

test('[RC16] fewer than six units that differ tell nothing, and none that differs is alike', () => {
  expect(leaningOf('accuracy', figure([0.02, 0.2], 6))).toBe('b')
  expect(leaningOf('accuracy', figure([0.02, 0.2], 5))).toBe('open')
  expect(leaningOf('accuracy', figure([-0.1, 0.1], 0))).toBe('same')
})

test('[RC16] the first figure on which the two differ speaks for its group; one against it makes it mixed', () => {
  const b = figure([0.02, 0.11])
  expect(comparisonVerdict('preferences', given({ withoutTies: b, withTies: figure([-0.03, 0.08]) }))).toEqual({
    verdict: 'b',
    lead: 'withoutTies',
  })
  expect(comparisonVerdict('preferences', given({ withoutTies: b, withTies: figure([-0.2, -0.01]) })).verdict).toBe(
    'mixed',
  )
  const alike = figure([-0.1, 0.1], 0)
  expect(comparisonVerdict('preferences', given({ withoutTies: alike, withTies: b }))).toEqual({
    verdict: 'b',
    lead: 'withTies',
  })
  expect(comparisonVerdict('preferences', given({ withoutTies: alike, withTies: alike })).verdict).toBe('same')
  expect(comparisonVerdict('frames', given({ accuracy: figure([-0.1, 0.2]), normalF1: b })).verdict).toBe('open')
  expect(comparisonVerdict('labels', given({})).verdict).toBe('none')
})

test('[RC17] pairs needed follow from the share on which the runs differ, not from the difference found', () => {
  expect(pairsNeeded(figure([-0.1, 0.2], 10, 50))).toBe(626)
  expect(pairsNeeded({ ...figure([-0.2, 0.1], 10, 50), a: 0.9, b: 0.2 })).toBe(626)
  expect(pairsNeeded(figure([-0.1, 0.2], 5, 25))).toBeNull()
  expect(pairsNeeded(figure([-0.1, 0.2], 6, 200))).toBeNull()
  expect(pairsNeeded(figure([-0.1, 0.2], 200, 1000))).toBeNull()
  expect(pairsNeeded(NO_COMPARISON_FIGURE)).toBeNull()
})

test('[RC17] pairs needed are said only where the preferences cannot tell', () => {
  expect(preferencesNeeded(given({ withoutTies: figure([-0.1, 0.2], 10, 50) }))).toBe(626)
  expect(preferencesNeeded(given({ withoutTies: figure([0.1, 0.2], 10, 50) }))).toBeNull()
  const alike = figure([-0.1, 0.1], 0)
  expect(preferencesNeeded(given({ withoutTies: alike, withTies: figure([-0.1, 0.2], 10, 50) }))).toBeNull()
})

test('[RC18] turned round, all that belongs to a run changes sides, and twice is as it was', () => {
  const figures = given({ accuracy: figure([0.02, 0.2]), calibrationError: figure([0.02, 0.2]) })
  const turned = figuresTurnedRound({ ...figures, epsilon: { a: 0.1, b: 0.2 } })
  expect(turned.epsilon).toEqual({ a: 0.2, b: 0.1 })
  expect(turned.inputs.frames).toMatchObject({ onlyA: 2, onlyB: 1, near: { a: 6, b: 5 } })
  expect(turned.inputs.pairs).toMatchObject({ onlyA: 8, onlyB: 7, neither: 9 })
  expect([leaningOf('accuracy', turned.figures.accuracy), comparisonVerdict('probabilities', turned).verdict]).toEqual([
    'a',
    'b',
  ])
  expect(figuresTurnedRound(turned)).toEqual({ ...figures, epsilon: { a: 0.1, b: 0.2 } })
})
