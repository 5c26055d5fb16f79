import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenTable, tableOfIntervals } from './fixtures/frame-tables'
import { averageFps, durationUs, isVariableRate } from './frame-rate'
import { createFrameTable, lastPtsUs } from './frame-table'

const frameTables = fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }).map(tableOfIntervals)

test('[FR5] the last frame lasts as the file says, else as the one before', () => {
  const table = createFrameTable([0, 40_000, 70_000])
  expect(durationUs(table)).toBe(100_000)
  expect(durationUs(table, 45_000)).toBe(115_000)
  expect(durationUs(createFrameTable([0]))).toBe(0)
  expect(durationUs(createFrameTable([0]), 66_667)).toBe(66_667)
})

test('[FR6] the average counts intervals, not frames', () => {
  expect(averageFps(evenTable(25, 24))).toBeCloseTo(24, 4)
  expect(averageFps(createFrameTable([0]))).toBeNull()
  fc.assert(
    fc.property(frameTables, (table) => {
      const fps = averageFps(table)
      if (fps !== null) expect((fps * lastPtsUs(table)) / 1e6).toBeCloseTo(table.ptsUs.length - 1, 6)
    }),
  )
})

test('[FR7] even rates stay constant in ticks of 1 ms, whatever the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 400 }), fc.double({ min: 1, max: 120, noNaN: true }), (count, fps) => {
      const inMs = Array.from({ length: count }, (_, index) => Math.round((index * 1e3) / fps) * 1e3)
      expect(isVariableRate(createFrameTable(inMs))).toBe(false)
    }),
  )
})

test('[FR7] one dropped frame makes a clip variable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 300 }), fc.nat(), (count, drop) => {
      const even = evenTable(count + 1, 24).ptsUs
      const inner = 1 + (drop % (count - 1))
      expect(isVariableRate(createFrameTable(even.filter((_, index) => index !== inner)))).toBe(true)
    }),
  )
})

test('[FR7] a change of rate is variable; one or two frames are not', () => {
  expect(isVariableRate(createFrameTable([0, 33_333, 66_667, 191_667, 316_667]))).toBe(true)
  expect(isVariableRate(createFrameTable([0]))).toBe(false)
  expect(isVariableRate(createFrameTable([0, 9]))).toBe(false)
})
