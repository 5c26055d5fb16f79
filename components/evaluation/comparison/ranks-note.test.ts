import { expect, test } from 'vitest'
import { rankCorrelation } from '@/lib/domain/evaluation'
import { ranksNote } from './ranks-note'

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
