import { expect, test } from 'vitest'
import type { MeasuredComparison } from '@/lib/contracts/http/comparison'
import { comparisonFigures } from '@/lib/domain/evaluation'
import { comparisonQuery, firstAgainst, measuredScale, readComparison } from './comparison-choice'

const counted = { common: 0, onlyA: 0, onlyB: 0, neither: 0, undecided: 0 }
const figures = comparisonFigures(
  { frames: [], pairs: [], inputs: { clips: 0, frames: { ...counted, near: { a: 0, b: 0 } }, pairs: counted } },
  [],
  's',
)
const result = { figures, inputsHash: 'x', isCurrent: true, finishedAt: '2026-01-01T00:00:00.000Z' }
const measured = (
  truth: MeasuredComparison['truth'],
  scope: MeasuredComparison['scope'],
  material: number,
  isDone = false,
) => ({
  truth,
  scope,
  material,
  result: isDone ? result : null,
})

test('shown first is what has figures, else what could have some, else answers that nobody was led to', () => {
  const none = [measured('people', 'hidden', 0), measured('people', 'all', 0), measured('planted', 'all', 0)]
  expect(firstAgainst(none)).toBe('hidden')
  expect(firstAgainst([...none.slice(0, 1), measured('people', 'all', 3), measured('planted', 'all', 9)])).toBe('all')
  expect(firstAgainst([measured('people', 'hidden', 3), measured('planted', 'all', 9, true)])).toBe('planted')
})

test('all differences share a scale around 0 that holds their intervals', () => {
  expect(measuredScale(figures)).toMatchObject({ low: -0.05, high: 0.05 })
  const wide = { value: 0.1, ci95: [-0.12, 0.31] as [number, number], n: 9 }
  const accuracy = { a: 0.5, b: 0.6, difference: wide, differing: 9 }
  const scale = measuredScale({ figures: { ...figures.figures, accuracy } })
  expect(scale).toEqual({ low: -0.5, high: 0.5, ticks: [-0.5, 0, 0.5] })
})

const A = '01900000-0000-7000-8000-000000000001'
const B = '01900000-0000-7000-8000-000000000002'

test('an address says the whole choice, and reads as it was written', () => {
  const runs = { a: A, b: B, against: 'holdout' } as const
  const choice = { ...runs, standing: 'only-a', order: 'rose', labelKey: 'extra_limbs' } as const
  const query = comparisonQuery(choice)
  expect(query).toBe(`?a=${A}&b=${B}&show=only-a&order=rose&label=extra_limbs&against=holdout`)
  expect(readComparison(new URLSearchParams(query))).toEqual(choice)
})

test('what cannot be read counts as not said', () => {
  const read = readComparison(new URLSearchParams(`?a=${A}&b=nonsense&show=some&order=sideways&label=&against=me`))
  expect(read).toEqual({ a: A, b: null, standing: null, order: 'difference', labelKey: null, against: null })
  expect(comparisonQuery(read)).toBe(`?a=${A}`)
})
