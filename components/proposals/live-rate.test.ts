import { expect, test } from 'vitest'
import { addSample, recentRate, remainingSeconds, type Sample } from './live-rate'

const feed = (...samples: Sample[]) => samples.reduce<Sample[]>(addSample, [])

test('the rate is that of the last half minute', () => {
  const samples = feed(
    { atMs: 0, scored: 0 },
    { atMs: 10_000, scored: 1_000 },
    { atMs: 40_000, scored: 1_300 },
    { atMs: 41_000, scored: 1_310 },
  )
  expect(samples.map(({ atMs }) => atMs)).toEqual([40_000, 41_000])
  expect(recentRate(feed({ atMs: 0, scored: 10 }, { atMs: 5_000, scored: 60 }))).toBe(10)
})

test('says nothing until it has seen enough', () => {
  expect(recentRate([])).toBeNull()
  expect(recentRate(feed({ atMs: 0, scored: 0 }, { atMs: 1_000, scored: 50 }))).toBeNull()
})

test('begins anew when the count falls', () => {
  expect(feed({ atMs: 0, scored: 100 }, { atMs: 1_000, scored: 3 })).toEqual([{ atMs: 1_000, scored: 3 }])
})

test('what is left at this rate, and never below zero', () => {
  expect(remainingSeconds({ scored: 40, budget: 100 }, 12)).toBe(5)
  expect(remainingSeconds({ scored: 101, budget: 100 }, 12)).toBe(0)
  expect(remainingSeconds({ scored: 40, budget: 100 }, 0)).toBeNull()
})
