import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenTable, tableOfIntervals } from './fixtures/frame-tables'
import {
  averageFps,
  createFrameTable,
  decodeFrameTable,
  durationUs,
  encodeFrameTable,
  frameIndexAtUs,
  isVariableRate,
  lastPtsUs,
} from './frame-table'

const frameTables = fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }).map(tableOfIntervals)

test('[FR1] a table starts at 0, rises strictly and is never empty', () => {
  expect(() => createFrameTable([])).toThrow('at least one frame')
  expect(() => createFrameTable([5])).toThrow('first frame must be at 0')
  expect(() => createFrameTable([0, 10, 10])).toThrow('Frame 2 (10 µs) is not after frame 1')
  expect(() => createFrameTable([0, 10.5])).toThrow('Frame 1 has no whole number')
  expect(Object.isFrozen(createFrameTable([0, 1]).ptsUs)).toBe(true)
})

test('[FR2] the worked example', () => {
  const bytes = encodeFrameTable(createFrameTable([0, 40_000, 80_000]))
  expect(Buffer.from(bytes).toString('hex')).toBe('0103c0b802c0b802')
})

test('[FR2] every table reads back the same', () => {
  fc.assert(
    fc.property(frameTables, (table) => {
      expect(decodeFrameTable(encodeFrameTable(table))).toEqual(table)
    }),
  )
})

test('[FR2] long clips keep whole µs beyond 32 bits', () => {
  const table = createFrameTable([0, 2 ** 40, 2 ** 40 + 1])
  expect(decodeFrameTable(encodeFrameTable(table))).toEqual(table)
})

test('[FR2] bytes that are no table say what is wrong', () => {
  const bytes = encodeFrameTable(createFrameTable([0, 40_000, 80_000]))
  expect(() => decodeFrameTable(new Uint8Array())).toThrow('no bytes')
  expect(() => decodeFrameTable(Uint8Array.of(2, 1))).toThrow('version 2 is unknown')
  expect(() => decodeFrameTable(bytes.subarray(0, -1))).toThrow('cut short')
  expect(() => decodeFrameTable(Uint8Array.of(...bytes, 0))).toThrow('1 bytes after its last frame')
  expect(() => decodeFrameTable(Uint8Array.of(1, 2, 0))).toThrow('Frame 1 (0 µs) is not after frame 0')
  expect(() => decodeFrameTable(Uint8Array.of(1, 0))).toThrow('at least one frame')
  expect(() => decodeFrameTable(Uint8Array.of(1, ...new Array(12).fill(0xff)))).toThrow('too long')
  expect(() => decodeFrameTable(Uint8Array.of(1, 0xff, 0xff, 0xff, 0x7f))).toThrow('cut short')
})

test('[FR2] any cut of a table is refused', () => {
  fc.assert(
    fc.property(frameTables, fc.nat(), (table, at) => {
      const bytes = encodeFrameTable(table)
      expect(() => decodeFrameTable(bytes.subarray(0, at % bytes.length))).toThrow(RangeError)
    }),
  )
})

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
