import { expect, test } from 'vitest'
import { wilsonInterval } from '@/lib/domain/agreement'
import { createRng, shuffled } from '@/lib/domain/shared'
import { drawsFor } from './figure'
import { type EvaluatedPair, isFlattering, preferenceFigures } from './preference-figures'

const rng = createRng('pairs')
const pairs: EvaluatedPair[] = Array.from({ length: 40 }, (_, place) => {
  const gap = rng.next() * 2 - 1
  const human =
    rng.next() < 0.2 ? (['A', 'B', 'tie'] as const)[rng.int(3)] : Math.abs(gap) < 0.2 ? 'tie' : gap > 0 ? 'A' : 'B'
  return { pairId: `p${place}`, scoreA: 3 + gap, scoreB: 3, human: human ?? 'tie' }
})

test('[EV5] accuracies with n, intervals around them, the same in any order', () => {
  const figures = preferenceFigures(pairs, 's')
  expect(preferenceFigures(shuffled(pairs, createRng(3)), 's')).toEqual(figures)
  const decided = pairs.filter(({ human }) => human !== 'tie').length
  expect([figures.withTies.n, figures.withoutTies.n]).toEqual([40, decided])
  for (const { value, ci95 } of [figures.withTies, figures.withoutTies]) {
    expect(ci95?.[0]).toBeLessThan(value ?? 0)
    expect(ci95?.[1]).toBeGreaterThanOrEqual(value ?? 1)
  }
})

test('[EV5] all right: Wilson stands in; one pair: no interval; none: nothing', () => {
  const right = pairs.slice(0, 5).map((pair) => ({ ...pair, scoreA: 5, human: 'A' as const }))
  expect(preferenceFigures(right, 's').withoutTies).toEqual({ value: 1, ci95: wilsonInterval(5, 5), n: 5 })
  expect(preferenceFigures(right.slice(0, 1), 's').withTies).toEqual({ value: 1, ci95: null, n: 1, epsilon: 0 })
  const none = { value: null, ci95: null, n: 0 }
  expect(preferenceFigures([], 's')).toEqual({
    withTies: { ...none, epsilon: null },
    withoutTies: none,
    videoalign: null,
  })
})

test('[EV5] fewer draws where there is much to draw from', () => {
  expect([10, 20_000, 50_000, 1_000_000].map(drawsFor)).toEqual([1000, 1000, 400, 200])
})

test('[EV13] accuracy with ties on few pairs is to be read with care', () => {
  const many = Array.from(
    { length: 100 },
    (_, place) => ({ ...pairs[place % 40], pairId: `m${place}` }) as EvaluatedPair,
  )
  expect(isFlattering(preferenceFigures(many.slice(1), 's').withTies)).toBe(true)
  expect(isFlattering(preferenceFigures(many, 's').withTies)).toBe(false)
  expect(isFlattering(preferenceFigures([], 's').withTies)).toBe(false)
})
