import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tableOfIntervals } from './fixtures/frame-tables'
import { frameIndexAtUs } from './frame-lookup'
import { createFrameTable } from './frame-table'

const frameTables = fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }).map(tableOfIntervals)

const table = createFrameTable([0, 40_000, 80_000])
const times = fc.integer({ min: -50_000, max: 13_000_000 })

test('[FR3] the frame shown is the last one begun', () => {
  expect([-1, 0, 39_999, 40_000, 79_999, 80_000, 1e9].map((us) => frameIndexAtUs(table, us))).toEqual([
    0, 0, 0, 1, 1, 2, 2,
  ])
})

test('[FR3] equals a plain search from the end', () => {
  fc.assert(
    fc.property(frameTables, times, (given, us) => {
      const plain = given.ptsUs.findLastIndex((pts) => pts <= us)
      expect(frameIndexAtUs(given, us)).toBe(Math.max(0, plain))
    }),
  )
})
