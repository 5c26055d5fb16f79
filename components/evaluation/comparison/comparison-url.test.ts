import { expect, test } from 'vitest'
import { comparisonQuery, readComparison } from './comparison-url'

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
