import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tableOfIntervals } from './fixtures/frame-tables'
import { createFrameTable } from './frame-table'
import { decodeFrameTable, encodeFrameTable } from './frame-table-codec'

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
