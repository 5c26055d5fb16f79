import { expect, test } from 'vitest'
import { frameIntervals } from './frame-intervals'

test('gives every interval in order and their extremes', () => {
  expect(frameIntervals([0, 40, 60, 160])).toEqual({
    intervalsUs: [40, 20, 100],
    shortestUs: 20,
    medianUs: 40,
    longestUs: 100,
  })
})

test('a clip of one frame has no interval', () => {
  expect(frameIntervals([0])).toBeNull()
})
