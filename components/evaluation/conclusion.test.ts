import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { evaluation } from '@/components/texts/en/evaluation'
import { rankCorrelation } from '@/lib/domain/evaluation'
import { conclusionOf, differenceScale, ledText, ranksNote } from './conclusion'

const comparison = (ci95: [number, number] | null, enough = true) => ({
  difference: { value: 0.1, ci95, n: 30 },
  enough,
})

test('[AC6] an interval that holds 0 is no sign; too few pairs say nothing whatever the interval', () => {
  expect(conclusionOf(comparison([-0.1, 0.2]))).toBe('none')
  expect(conclusionOf(comparison([0.01, 0.2]))).toBe('up')
  expect(conclusionOf(comparison([-0.2, -0.01]))).toBe('down')
  expect(conclusionOf(comparison([0.01, 0.2], false))).toBe('too-few')
  expect(conclusionOf(comparison(null))).toBe('too-few')
})

test('the scale of a difference has 0 in the middle and holds the interval', () => {
  const scale = differenceScale({ value: 1, ci95: [-0.5, 2], n: 3 })
  expect(scale.low).toBe(-scale.high)
  expect(scale.high).toBeGreaterThan(2)
  expect(differenceScale({ value: null, ci95: null, n: 0 }).high).toBeGreaterThan(0)
})

const t = createTranslator({ locale: 'en', messages: { evaluation }, namespace: 'evaluation' })
const words = (answers: { shown: number; elsewhere?: number; hidden: number; holdout: number }) =>
  t(ledText(answers), { elsewhere: 0, ...answers })

test('[EV3] says how many saw the proposals of this version, and how many others', () => {
  const rest = { hidden: 7, holdout: 3 }
  expect(words({ shown: 2, elsewhere: 90, ...rest })).toMatch(
    /^2 answers were given with proposals of this version shown, so they are biased towards it; 90 with those of another/,
  )
  expect(words({ shown: 0, elsewhere: 92, ...rest })).toMatch(/^No answer was given with proposals of this version/)
  expect(words({ shown: 1, elsewhere: 0, ...rest })).toContain('it is biased towards it; 7 with proposals hidden')
})

test('[EV3] older figures do not know whose proposals were seen, and say so', () => {
  expect(words({ shown: 92, hidden: 7, holdout: 3 })).toContain('of this version or another')
})

const noteOf = (...points: [number, number][]) => ranksNote(rankCorrelation(points.map(([a, b]) => ({ a, b }))))

test('[RC5] says of one order in both runs that it has no interval, and not that there are too few clips', () => {
  expect(noteOf([1, 2], [2, 3], [3, 4], [4, 4.5])).toBe('ranksSame')
  expect(noteOf([1, 4.5], [2, 4], [3, 3], [4, 2])).toBe('ranksReverse')
})

test('[RC5] too few clips stay too few, and an interval needs no words', () => {
  expect(noteOf([1, 2], [2, 3], [3, 4])).toBeNull()
  expect(noteOf([1, 2], [2, 1], [3, 4], [4, 3], [5, 5])).toBeNull()
  expect(noteOf([1, 2], [1, 3], [1, 4], [1, 5])).toBeNull()
})
