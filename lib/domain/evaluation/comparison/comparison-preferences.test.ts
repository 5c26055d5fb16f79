import { expect, test } from 'vitest'
import { createRng, shuffled } from '@/lib/domain/shared'
import { preferenceFigures } from '../preference-figures'
import type { CommonPair } from './common-ground'
import { turnedRound } from './comparison-figure'
import { comparePreferences } from './comparison-preferences'

const rng = createRng('compared')
/** B sees the gap more clearly than A. */
const pairs: CommonPair[] = Array.from({ length: 120 }, (_, place) => {
  const gap = rng.next() * 2 - 1
  const seen = (blur: number) => ({ A: 3 + gap + (rng.next() * 2 - 1) * blur, B: 3 })
  const human = Math.abs(gap) < 0.2 ? 'tie' : gap > 0 ? 'A' : 'B'
  return { pairId: `p${place}`, human, a: seen(2), b: seen(0.4) }
})

test('[RC13] the values are those of each run alone on the same pairs, each with its own tie threshold', () => {
  const { withTies, withoutTies, epsilon } = comparePreferences(pairs, 's')
  for (const side of ['a', 'b'] as const) {
    const alone = preferenceFigures(
      pairs.map(({ pairId, human, [side]: { A, B } }) => ({ pairId, human, scoreA: A, scoreB: B })),
      's',
    )
    expect([withTies[side], withoutTies[side]]).toEqual([alone.withTies.value, alone.withoutTies.value])
    expect(epsilon[side]).toBe(alone.withTies.epsilon)
    expect([withTies.difference.n, withoutTies.difference.n]).toEqual([alone.withTies.n, alone.withoutTies.n])
  }
  expect(withTies.difference.value).toBeCloseTo((withTies.b ?? 0) - (withTies.a ?? 0), 12)
})

test('[RC14] one draw serves both: narrower than two, the same in any order, and turned round with its runs', () => {
  const found = comparePreferences(pairs, 's')
  expect(comparePreferences(shuffled(pairs, createRng(3)), 's')).toEqual(found)
  expect(found.withoutTies.difference.ci95?.[0]).toBeGreaterThan(0)
  const swapped = comparePreferences(
    pairs.map(({ a, b, ...pair }) => ({ ...pair, a: b, b: a })),
    's',
  )
  const turned = turnedRound(found.withTies)
  expect(swapped.withTies.difference.value).toBe(turned.difference.value)
  expect(swapped.withTies.difference.ci95?.[0]).toBeCloseTo(turned.difference.ci95?.[0] ?? 0, 12)
  expect(swapped.withTies.difference.ci95?.[1]).toBeCloseTo(turned.difference.ci95?.[1] ?? 0, 12)
})

test('[RC14] two pairs, one gained and one lost: anything between −1 and 1', () => {
  const right = { A: 4, B: 3 }
  const wrong = { A: 3, B: 4 }
  const two: CommonPair[] = [
    { pairId: '1', human: 'A', a: right, b: wrong },
    { pairId: '2', human: 'A', a: wrong, b: right },
  ]
  expect(comparePreferences(two, 's').withoutTies).toEqual({
    a: 0.5,
    b: 0.5,
    difference: { value: 0, ci95: [-1, 1], n: 2 },
    differing: 2,
  })
  expect(comparePreferences(two.slice(0, 1), 's').withoutTies.difference).toEqual({ value: -1, ci95: null, n: 1 })
  expect(comparePreferences([], 's').withTies).toMatchObject({ a: null, b: null, differing: 0 })
})

test('[RC15] runs that call every pair alike: what differs nowhere may still differ a little', () => {
  const alike = pairs.slice(0, 20).map((pair) => ({ ...pair, human: 'A' as const, b: pair.a }))
  const { withoutTies } = comparePreferences(alike, 's')
  expect(withoutTies.differing).toBe(0)
  expect(withoutTies.difference).toEqual({
    value: 0,
    ci95: [expect.closeTo(-0.1611, 4), expect.closeTo(0.1611, 4)],
    n: 20,
  })
})
