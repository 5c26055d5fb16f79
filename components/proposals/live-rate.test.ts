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

test('falls to zero when every look finds the same count', () => {
  const looks = Array.from({ length: 45 }, (_, second) => ({ atMs: second * 1000, scored: Math.min(second, 10) * 8 }))
  expect(recentRate(feed(...looks.slice(0, 11)))).toBe(8)
  expect(recentRate(feed(...looks.slice(0, 21)))).toBe(4)
  expect(recentRate(feed(...looks))).toBe(0)
})

test('what is left at this rate', () => {
  expect(remainingSeconds(60, 12)).toBe(5)
  expect(remainingSeconds(0, 12)).toBe(0)
  expect(remainingSeconds(60, 0)).toBeNull()
  expect(remainingSeconds(60, null)).toBeNull()
})
