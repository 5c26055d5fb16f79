import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '@/lib/domain/labelling'
import { createRng, shuffled } from '@/lib/domain/shared'
import { accuracyWithoutTies, type ScoredPair, tieAccuracyExact, tieAccuracyVideoalign } from './tie-accuracy'

function pairs(...rows: [human: Outcome, scoreA: number, scoreB: number][]): ScoredPair[] {
  return rows.map(([human, scoreA, scoreB]) => ({ human, scoreA, scoreB }))
}

const published = pairs(
  ['A', 0.9, 0.1],
  ['B', -0.7, -0.8],
  ['tie', 0.1, 0.5],
  ['A', 0.8, 0.5],
  ['B', -0.6, -0.3],
  ['tie', 0.2, 0.3],
  ['A', 0.7, 0.4],
  ['B', -0.5, -0.4],
  ['tie', 0.3, 0.4],
)
const halfPoints = pairs(
  ['A', 4.5, 3],
  ['tie', 3, 3.5],
  ['B', 2, 3.5],
  ['A', 3.5, 3.5],
  ['tie', 4, 4],
  ['B', 3, 2.5],
  ['A', 2.5, 1],
  ['tie', 1.5, 2.5],
)
const allTies = pairs(['tie', 3, 3], ['tie', 3, 2.5], ['tie', 4, 2])
const single = pairs(['A', 4, 2])

test.each([
  ['the published demo', published, 2 / 3, 0.10000000000000003, 2 / 3, 0.09999999999999998, 5 / 6],
  ['one right pair', single, 1, 0, 0, 2, 1],
  ['human ties only', allTies, 1, 2, 1, 2, null],
  ['half-point scores', halfPoints, 0.75, 1, 0.75, 1, 0.6],
])('[TA1] [TA2] [TA4] [TA5] %s', (_, rows, exact, exactEpsilon, videoalign, videoalignEpsilon, withoutTies) => {
  expect(tieAccuracyExact(rows)).toEqual({ accuracy: exact, epsilon: exactEpsilon })
  expect(tieAccuracyVideoalign(rows)).toEqual({ accuracy: videoalign, epsilon: videoalignEpsilon })
  expect(accuracyWithoutTies(rows)).toBe(withoutTies)
})

test('[TA3] equal gaps flip together; the published script flips them one by one in row order', () => {
  const rows = pairs(['tie', 2, 1], ['tie', 2, 1], ['A', 2, 1], ['A', 2, 1])
  expect(tieAccuracyExact(rows)).toEqual({ accuracy: 0.5, epsilon: 0 })
  expect(tieAccuracyVideoalign(rows)?.accuracy).toBe(1)
  expect(tieAccuracyVideoalign(rows.toReversed())?.accuracy).toBe(0.5)
})

test('[TA4] four right pairs without human ties score 0.75 in the published script, 1 exactly', () => {
  const rows = pairs(['A', 2, 1], ['A', 3, 1], ['B', 1, 4], ['B', 1, 5])
  expect(tieAccuracyVideoalign(rows)?.accuracy).toBe(0.75)
  expect(tieAccuracyExact(rows)).toEqual({ accuracy: 1, epsilon: 0 })
})

test('[TA5] equal scores on a preferred pair are wrong', () => {
  expect(accuracyWithoutTies(pairs(['A', 2, 2], ['B', 1, 2]))).toBe(0.5)
})

test('[TA6] no pairs: nothing is defined', () => {
  expect(tieAccuracyExact([])).toBeNull()
  expect(tieAccuracyVideoalign([])).toBeNull()
  expect(accuracyWithoutTies([])).toBeNull()
})

const halfStep = fc.integer({ min: 2, max: 10 }).map((half) => half / 2)
const scored = fc.array(
  fc.record({ scoreA: halfStep, scoreB: halfStep, human: fc.constantFrom<Outcome>('A', 'B', 'tie') }),
  { minLength: 1, maxLength: 30 },
)

test('[TA1] [TA2] [TA3] equals trying every threshold, in any row order', () => {
  fc.assert(
    fc.property(scored, fc.integer(), (rows, seed) => {
      const found = tieAccuracyExact(rows)
      expect(found).toEqual(byTryingAll(rows))
      expect(tieAccuracyExact(shuffled(rows, createRng(seed)))).toEqual(found)
    }),
  )
})

test('[TA6] refuses scores that are not finite', () => {
  expect(() => tieAccuracyExact(pairs(['A', Number.NaN, 1]))).toThrow(RangeError)
})

function byTryingAll(rows: readonly ScoredPair[]) {
  const candidates = [...new Set([0, ...rows.map(({ scoreA, scoreB }) => Math.abs(scoreA - scoreB))])].sort(
    (a, b) => a - b,
  )
  const tried = candidates.map((epsilon) => ({
    epsilon,
    accuracy: rows.filter((row) => predict(row, epsilon) === row.human).length / rows.length,
  }))
  const top = Math.max(...tried.map(({ accuracy }) => accuracy))
  return tried.find(({ accuracy }) => accuracy === top)
}

function predict({ scoreA, scoreB }: ScoredPair, epsilon: number): Outcome {
  if (Math.abs(scoreA - scoreB) <= epsilon) return 'tie'
  return scoreA > scoreB ? 'A' : 'B'
}
