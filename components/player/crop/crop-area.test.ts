import { expect, test } from 'vitest'
import { cropArea } from './crop-area'

const FRAME = { width: 640, height: 360 }

test('puts a margin around the box and says where the box lies in it', () => {
  const { box, ...area } = cropArea({ x: 0.25, y: 0.25, w: 0.25, h: 0.5 }, FRAME, 0.25)
  expect(area).toEqual({ x: 115, y: 45, w: 250, h: 270 })
  expect(area.x + box.x * area.w).toBeCloseTo(160)
  expect(area.y + (box.y + box.h) * area.h).toBeCloseTo(270)
})

test('never leaves the frame, nor gets too tight to know where it is', () => {
  for (const corner of [0, 0.99]) {
    const { x, y, w, h, box } = cropArea({ x: corner, y: corner, w: 0.01, h: 0.01 }, FRAME, 0.5)
    expect([w, h]).toEqual([64, 64])
    expect(x >= 0 && y >= 0 && x + w <= 640 && y + h <= 360).toBe(true)
    expect(x + box.x * w).toBeCloseTo(corner * 640)
  }
})

test('a box of the whole frame is the whole frame', () => {
  const area = cropArea({ x: 0, y: 0, w: 1, h: 1 }, FRAME, 0.5)
  expect(area).toEqual({ x: 0, y: 0, w: 640, h: 360, box: { x: 0, y: 0, w: 1, h: 1 } })
})

test('a frame smaller than the least part is shown whole', () => {
  expect(cropArea({ x: 0.4, y: 0.4, w: 0.1, h: 0.1 }, { width: 48, height: 40 }, 0.5)).toMatchObject({
    x: 0,
    y: 0,
    w: 48,
    h: 40,
  })
})
