import { expect, test } from 'vitest'
import { batchSizes } from './score-frames'

function firstFive(sizes: Generator<number>): number[] {
  return Array.from({ length: 5 }, () => sizes.next().value)
}

test('batches grow to the most and stay there', () => {
  expect(firstFive(batchSizes(1, 8))).toEqual([1, 2, 4, 8, 8])
  expect(firstFive(batchSizes(1, 3))).toEqual([1, 2, 3, 3, 3])
  expect(firstFive(batchSizes(8, 8))).toEqual([8, 8, 8, 8, 8])
  expect(firstFive(batchSizes(4, 2))).toEqual([2, 2, 2, 2, 2])
})
