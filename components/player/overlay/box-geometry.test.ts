import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Box } from '@/lib/domain/shared'
import { boxesAround, dragged, HANDLES, handleAt, handlePlace, nextAround } from './box-geometry'

const point = fc.record({
  x: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  y: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
})
const box = { x: 0.2, y: 0.3, w: 0.4, h: 0.2 }

test('whatever the pointer does, the box stays a valid box of the frame', () => {
  const drag = fc.oneof(
    point.map((from) => ({ type: 'draw' as const, from })),
    point.map((from) => ({ type: 'move' as const, from, box })),
    fc
      .tuple(point, fc.constantFrom(...HANDLES))
      .map(([from, handle]) => ({ type: 'resize' as const, from, box, handle })),
  )
  fc.assert(
    fc.property(drag, point, (given, to) => {
      expect(Box.safeParse(dragged(given, to)).success).toBe(true)
    }),
  )
})

test('a box drawn from any corner is the same box', () => {
  const drawn = dragged({ type: 'draw', from: { x: 0.5, y: 0.6 } }, { x: 0.1, y: 0.2 })
  expect(drawn.x).toBeCloseTo(0.1)
  expect(drawn.y).toBeCloseTo(0.2)
  expect(drawn.w).toBeCloseTo(0.4)
  expect(drawn.h).toBeCloseTo(0.4)
})

test('a handle moves its own sides and leaves the others', () => {
  const east = dragged({ type: 'resize', from: { x: 0.6, y: 0.4 }, box, handle: 'e' }, { x: 0.7, y: 0.9 })
  expect(east.x).toBeCloseTo(0.2)
  expect(east.w).toBeCloseTo(0.5)
  expect(east.h).toBeCloseTo(0.2)
  const overturned = dragged({ type: 'resize', from: { x: 0.6, y: 0.4 }, box, handle: 'e' }, { x: 0.1, y: 0.4 })
  expect(overturned.x).toBeCloseTo(0.1)
  expect(overturned.w).toBeCloseTo(0.1)
})

test.each(HANDLES)('pulled by its handle %s, a box moves the sides that this holds, and no other', (handle) => {
  const from = { x: 0.5, y: 0.5 }
  const { x, y, w, h } = dragged({ type: 'resize', from, box, handle }, { x: 0.55, y: 0.54 })
  const sides = { w: x - box.x, n: y - box.y, e: x + w - (box.x + box.w), s: y + h - (box.y + box.h) }
  for (const [side, moved] of Object.entries(sides)) {
    const by = side === 'w' || side === 'e' ? 0.05 : 0.04
    expect(moved).toBeCloseTo(handle.includes(side) ? by : 0)
  }
})

test('a handle is taken within reach, a corner before an edge', () => {
  const reach = { x: 0.02, y: 0.02 }
  for (const handle of HANDLES) {
    const { x, y } = handlePlace(box, handle)
    expect(handleAt({ x: x + 0.015, y: y - 0.015 }, box, reach)).toBe(handle)
  }
  expect(handleAt({ x: 0.4, y: 0.4 }, box, reach)).toBeNull()
  expect(handleAt({ x: 0.2, y: 0.3 }, { x: 0.2, y: 0.3, w: 0.01, h: 0.01 }, reach)).toBe('nw')
})

test('a click selects the smallest box around, and on the same spot each of the others in turn', () => {
  const boxes = [
    { id: 'large', box: { x: 0, y: 0, w: 1, h: 1 } },
    { id: 'small', box },
    { id: 'apart', box: { x: 0.8, y: 0.8, w: 0.1, h: 0.1 } },
  ]
  const around = boxesAround({ x: 0.3, y: 0.4 }, boxes)
  expect(around.map(({ id }) => id)).toEqual(['small', 'large'])
  expect(nextAround(around, null)?.id).toBe('small')
  expect(nextAround(around, 'small')?.id).toBe('large')
  expect(nextAround(around, 'large')?.id).toBe('small')
  expect(nextAround(around, 'apart')?.id).toBe('small')
  expect(nextAround(boxesAround({ x: 2, y: 2 }, boxes), 'small')).toBeNull()
})
