import { expect, test } from 'vitest'
import { counted, type Hold, holdersText } from './weight'

test('what there is none of is left out', () => {
  const some = { thing: 'answers', count: 1 } as const
  expect(counted([{ thing: 'runs', count: 0 }, some])).toEqual([some])
})

test.each<[string, Hold[], string]>([
  ['one', [{ thing: 'answers', count: 1, names: [] }], '1 answer'],
  ['many', [{ thing: 'answers', count: 12, names: [] }], '12 answers'],
  ['all named', [{ thing: 'releases', count: 2, names: ['Round 1', 'Round 2'] }], '2 releases (Round 1, Round 2)'],
  ['some named', [{ thing: 'runs', count: 3, names: ['A', 'B'] }], '3 runs (A, B, …)'],
  [
    'several kinds',
    [
      { thing: 'claims', count: 1, names: ['Ann'] },
      { thing: 'pairs', count: 2, names: [] },
    ],
    '1 task that somebody holds (Ann); 2 pairs',
  ],
])('[DE4] holders are counted and named: %s', (_, holds, text) => {
  expect(holdersText(holds)).toBe(text)
})
