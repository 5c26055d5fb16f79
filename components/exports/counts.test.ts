import { expect, test } from 'vitest'
import type { ReleaseCounts } from '@/lib/domain/exports'
import { bytesText, leftOut, leftOutTotal, totalOf } from './counts'

const split = { promptGroups: 1, pairs: 4, videoPairs: 2, frames: 8, distortedFrames: 3, grpoRows: 8 }
const COUNTS: ReleaseCounts = {
  considered: 20,
  dropped: { flagged: 2, 'undecided-preference': 5 },
  skippedFrames: {},
  leaked: { pairs: 1, frames: 0 },
  sanitisedPrompts: 0,
  preference: { A: 6, B: 5, tie: 1 },
  labels: {},
  scoreAgainstPreference: 0,
  splits: { train: split, validation: { ...split, pairs: 1 }, test: { ...split, pairs: 0 } },
}

test('reasons come with the most frequent first, leaked pairs among them', () => {
  expect(leftOut(COUNTS)).toEqual([
    { reason: 'undecided-preference', count: 5 },
    { reason: 'flagged', count: 2 },
    { reason: 'leaked', count: 1 },
  ])
  expect(leftOutTotal(COUNTS)).toBe(8)
})

test('totals run over the splits', () => {
  expect([totalOf(COUNTS, 'pairs'), totalOf(COUNTS, 'frames')]).toEqual([5, 24])
})

test('sizes are short to read', () => {
  const sizes = [0, 999, 1000, 1234, 56_789, 123_456, 9_876_543, 2e9]
  expect(sizes.map(bytesText)).toEqual(['0 B', '999 B', '1 KB', '1.2 KB', '56.8 KB', '123 KB', '9.9 MB', '2 GB'])
})
