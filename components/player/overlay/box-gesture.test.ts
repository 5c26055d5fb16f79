import { expect, test } from 'vitest'
import { beginGesture, clickedBox, drawsFrom, gestureBox, hitTest, type LayerBox, moveGesture } from './box-gesture'

const size = { width: 1000, height: 500 }
const mark: LayerBox = {
  id: 'mark',
  box: { x: 0.2, y: 0.2, w: 0.4, h: 0.4 },
  colour: 'red',
  caption: 'a mark',
  kind: 'mark',
}
const proposal: LayerBox = { ...mark, id: 'proposal', box: { x: 0.3, y: 0.3, w: 0.1, h: 0.1 }, kind: 'proposal' }
const boxes = [mark, proposal]
const inBoth = { x: 0.35, y: 0.35 }
const beside = { x: 0.9, y: 0.9 }
const press = { frameIndex: 3, draws: 'outside-boxes', selectedId: null } as const

test('a press takes hold of the smallest box around, of the selected one before it, and of its handle before all', () => {
  expect(hitTest(inBoth, size, boxes, null).target?.id).toBe('proposal')
  expect(hitTest(inBoth, size, boxes, 'mark').target?.id).toBe('mark')
  const corner = { x: 0.2 + 8 / size.width, y: 0.2 - 8 / size.height }
  expect(hitTest(corner, size, boxes, 'mark')).toMatchObject({ handle: 'nw', target: { id: 'mark' } })
  expect(hitTest(corner, size, boxes, null).handle).toBeNull()
  expect(hitTest({ x: 0.2 + 10 / size.width, y: 0.2 }, size, boxes, 'mark').handle).toBeNull()
})

test('clicks go through the boxes that lie over each other; beside them all, a click lets go', () => {
  expect(clickedBox(hitTest(inBoth, size, boxes, null), null)).toBe('proposal')
  expect(clickedBox(hitTest(inBoth, size, boxes, 'proposal'), 'proposal')).toBe('mark')
  expect(clickedBox(hitTest(beside, size, boxes, 'mark'), 'mark')).toBeNull()
})

test('a drag draws beside boxes; inside them as the screen says, and never from a handle', () => {
  const draws = (at: typeof inBoth, how: Parameters<typeof drawsFrom>[1], selectedId: string | null, of = boxes) =>
    drawsFrom(hitTest(at, size, of, selectedId), how, selectedId)
  expect(draws(beside, 'outside-boxes', null)).toBe(true)
  expect(draws(inBoth, 'always', 'mark')).toBe(true)
  expect(draws(inBoth, 'outside-marks', null, [mark])).toBe(false)
  expect(draws(inBoth, 'outside-marks', 'proposal')).toBe(true)
  expect([draws(inBoth, 'outside-boxes', 'proposal'), draws(inBoth, 'outside-boxes', null)]).toEqual([false, true])
  expect(draws({ x: 0.2, y: 0.2 }, 'always', 'mark')).toBe(false)
})

test('below four pixels it is a click; from then on the box follows, also back to where it began', () => {
  const gesture = beginGesture(hitTest(beside, size, boxes, null), { ...press, point: beside })
  expect(gesture).toMatchObject({ id: null, clicked: null, drag: { type: 'draw' } })
  const near = moveGesture(gesture, { x: 0.9 + 3 / size.width, y: 0.9 }, size)
  expect(gestureBox(near)).toBeNull()
  const far = moveGesture(near, { x: 0.8, y: 0.8 }, size)
  expect(gestureBox(far)?.w).toBeCloseTo(0.1)
  expect(gestureBox(moveGesture(far, beside, size))).not.toBeNull()
})

test('inside a mark a drag moves it, at its corner it resizes it', () => {
  const inside = beginGesture(hitTest(inBoth, size, [mark], null), { ...press, point: inBoth })
  expect(gestureBox(moveGesture(inside, { x: 0.45, y: 0.35 }, size))?.x).toBeCloseTo(0.3)
  const at = { x: 0.6, y: 0.6 }
  const corner = beginGesture(hitTest(at, size, [mark], 'mark'), { ...press, selectedId: 'mark', point: at })
  const resized = gestureBox(moveGesture(corner, { x: 0.7, y: 0.7 }, size))
  expect([resized?.x, resized?.w]).toEqual([0.2, expect.closeTo(0.5)])
})
