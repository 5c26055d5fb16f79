import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Box, clampBox, iou } from './geometry'

const WHOLE = { x: 0, y: 0, w: 1, h: 1 }

test.each([
  ['the whole frame', WHOLE, true],
  ['its right lower corner', { x: 0.5, y: 0.5, w: 0.5, h: 0.5 }, true],
  ['a hair beyond, which rounding gives', { x: 0.5, y: 0.5, w: 0.5 + 9e-7, h: 0.5 + 9e-7 }, true],
  ['over the right edge', { x: 0.6, y: 0, w: 0.5, h: 0.1 }, false],
  ['over the lower edge', { x: 0, y: 0.6, w: 0.1, h: 0.5 }, false],
  ['without a width', { x: 0, y: 0, w: 0, h: 0.1 }, false],
  ['left of the frame', { x: -0.1, y: 0, w: 0.1, h: 0.1 }, false],
])('a box may be %s: %j is %s', (_, box, isBox) => {
  expect(Box.safeParse(box).success).toBe(isBox)
})

test.each([
  ['the same', { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }, { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }, 1],
  ['half of the other', { x: 0, y: 0, w: 0.5, h: 1 }, WHOLE, 0.5],
  ['shifted by half', { x: 0, y: 0, w: 0.4, h: 0.4 }, { x: 0.2, y: 0, w: 0.4, h: 0.4 }, 1 / 3],
  ['beside it', { x: 0, y: 0, w: 0.4, h: 0.4 }, { x: 0.5, y: 0, w: 0.4, h: 0.4 }, 0],
  ['below it', { x: 0, y: 0, w: 0.4, h: 0.4 }, { x: 0, y: 0.5, w: 0.4, h: 0.4 }, 0],
  [
    'apart both ways, so that two gaps must not make an overlap',
    { x: 0, y: 0, w: 0.4, h: 0.4 },
    { x: 0.5, y: 0.5, w: 0.4, h: 0.4 },
    0,
  ],
  ['touching it', { x: 0, y: 0, w: 0.5, h: 0.5 }, { x: 0.5, y: 0, w: 0.5, h: 0.5 }, 0],
])('overlap of a box that is %s', (_, a, b, share) => {
  expect(iou(a, b)).toBeCloseTo(share, 12)
  expect(iou(b, a)).toBeCloseTo(share, 12)
})

test('a box that is moved or trimmed into the frame lies in it, and one that lies in it stays', () => {
  expect(clampBox({ x: 0.9, y: -0.2, w: 0.3, h: 0.4 })).toEqual({ x: 0.7, y: 0, w: 0.3, h: 0.4 })
  expect(clampBox({ x: -1, y: 0.95, w: 2, h: 0.1 })).toEqual({ x: 0, y: 0.9, w: 1, h: 0.1 })
  expect(clampBox({ x: 0.5, y: 0.5, w: 0, h: -1 })).toEqual({ x: 0.5, y: 0.5, w: 0.002, h: 0.002 })
  expect(clampBox({ x: 0.5, y: 0.5, w: 0.1, h: 0.1 }, 0.25)).toEqual({ x: 0.5, y: 0.5, w: 0.25, h: 0.25 })
  const side = fc.double({ min: -2, max: 2, noNaN: true })
  fc.assert(
    fc.property(fc.record({ x: side, y: side, w: side, h: side }), (box) => {
      const clamped = clampBox(box)
      expect(Box.safeParse(clamped).success).toBe(true)
      expect(clampBox(clamped)).toEqual(clamped)
    }),
  )
})
