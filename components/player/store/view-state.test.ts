import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AS_IS, actualZoom, reduceView, type ViewAction, type ViewState } from './view-state'

const place = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
})

/** Where a place of the frame stands, in widths of the fitted frame from the middle of the panel. */
function onScreen({ zoom, centre }: ViewState, at: { x: number; y: number }) {
  return { x: (at.x - centre.x) * zoom, y: (at.y - centre.y) * zoom }
}

test('[PL9] zooming in keeps what lies under the pointer where it is', () => {
  fc.assert(
    fc.property(place, fc.double({ min: 1, max: 4, noNaN: true }), (at, factor) => {
      const before = reduceView(AS_IS, { type: 'zoom-to', zoom: 3 })
      const after = reduceView(before, { type: 'zoom', factor, at })
      expect(onScreen(after, at).x).toBeCloseTo(onScreen(before, at).x, 9)
      expect(onScreen(after, at).y).toBeCloseTo(onScreen(before, at).y, 9)
    }),
  )
})

test('[PL9] whatever is done, the frame fills its place and the zoom stays within bounds', () => {
  const action: fc.Arbitrary<ViewAction> = fc.oneof(
    fc.record({ type: fc.constant('zoom' as const), factor: fc.double({ min: 0.1, max: 10, noNaN: true }), at: place }),
    fc.record({
      type: fc.constant('pan' as const),
      x: fc.integer({ min: -3, max: 3 }),
      y: fc.integer({ min: -3, max: 3 }),
    }),
    fc.constant({ type: 'fit' as const }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      const { zoom, centre } = actions.reduce(reduceView, AS_IS)
      expect(zoom).toBeGreaterThanOrEqual(1)
      expect(zoom).toBeLessThanOrEqual(32)
      for (const at of [centre.x, centre.y]) {
        expect(at - 1 / (2 * zoom)).toBeGreaterThanOrEqual(-1e-9)
        expect(at + 1 / (2 * zoom)).toBeLessThanOrEqual(1 + 1e-9)
      }
    }),
  )
})

test('[PL9] panning moves by parts of what is seen, so that it feels the same at every zoom', () => {
  const near = reduceView(reduceView(AS_IS, { type: 'zoom-to', zoom: 10 }), { type: 'pan', x: 0.5, y: 0 })
  expect(near.centre).toEqual({ x: 0.55, y: 0.5 })
  expect(reduceView(AS_IS, { type: 'pan', x: 1, y: 1 }).centre).toEqual({ x: 0.5, y: 0.5 })
})

test('[PL9] one to one follows from the clip, its place and the screen', () => {
  expect(actualZoom(1280, 640, 1)).toBe(2)
  expect(actualZoom(1280, 640, 2)).toBe(1)
  expect(actualZoom(320, 640, 1)).toBe(0.5)
  expect(reduceView(AS_IS, { type: 'zoom-to', zoom: 0.5 })).toMatchObject({ zoom: 0.5, centre: { x: 0.5, y: 0.5 } })
})

test('brightness and contrast come back to the picture as it is', () => {
  const up: ViewAction = { type: 'brightness', by: 0.1 }
  const down: ViewAction = { type: 'brightness', by: -0.1 }
  expect([up, up, up, down, down, down].reduce(reduceView, AS_IS)).toEqual(AS_IS)
  expect(reduceView({ ...AS_IS, contrast: 2 }, { type: 'reset-look' })).toEqual(AS_IS)
})

test('comparing goes round all views, or straight to one', () => {
  const wipe = reduceView(AS_IS, { type: 'compare' })
  expect(wipe.compare).toBe('wipe')
  expect(reduceView(reduceView(wipe, { type: 'compare' }), { type: 'compare' }).compare).toBe('side-by-side')
  expect(reduceView(AS_IS, { type: 'compare', view: 'difference' }).compare).toBe('difference')
  expect(reduceView(AS_IS, { type: 'wipe', at: 1.4 }).wipe).toBe(1)
})
