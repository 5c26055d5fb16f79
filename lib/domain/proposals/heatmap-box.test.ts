import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Box } from '@/lib/domain/shared'
import { boxFromHeatmap, contentArea, undoLetterbox } from './heatmap-box'

const grid = { width: 4, height: 4 }

function heat(cells: Record<string, number>): number[] {
  const map = new Array<number>(16).fill(0.05)
  for (const [place, value] of Object.entries(cells)) {
    const [column = 0, row = 0] = place.split(',').map(Number)
    map[row * 4 + column] = value
  }
  return map
}

test('[PP4] the patch around the hottest cell, without patches apart from it', () => {
  const map = heat({ '1,1': 0.6, '2,1': 0.7, '2,2': 0.9, '0,3': 0.8 })
  expect(boxFromHeatmap(map, grid, 0.5)).toEqual({ box: { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }, probability: 0.9 })
})

test('[PP4] cells that touch by a corner only, or across the edge of a row, hang not together', () => {
  const corner = boxFromHeatmap(heat({ '1,1': 0.9, '2,2': 0.8 }), grid, 0.5)
  expect(corner?.box).toEqual({ x: 0.25, y: 0.25, w: 0.25, h: 0.25 })
  const wrapped = boxFromHeatmap(heat({ '3,0': 0.9, '0,1': 0.8 }), grid, 0.5)
  expect(wrapped?.box).toEqual({ x: 0.75, y: 0, w: 0.25, h: 0.25 })
})

test('[PP4] a cell at the threshold is hot; without one there is no box', () => {
  expect(boxFromHeatmap(heat({ '0,0': 0.5 }), grid, 0.5)?.probability).toBe(0.5)
  expect(boxFromHeatmap(heat({}), grid, 0.5)).toBeNull()
})

test('[PP4] a heatmap that does not fit its grid is refused', () => {
  expect(() => boxFromHeatmap([0, 1], grid, 0.5)).toThrow(/2 cells; its grid 4×4/)
})

test.each(['0,0', '2,1', '3,3'])('[PP4] a heatmap with a cell that is no number, at %s, is refused', (place) => {
  expect(() => boxFromHeatmap(heat({ '1,1': 0.9, [place]: Number.NaN }), grid, 0.5)).toThrow(/heatmap is NaN/)
  expect(() => boxFromHeatmap(heat({ [place]: Number.POSITIVE_INFINITY }), grid, 0.5)).toThrow(/heatmap is Infinity/)
})

test('[PP5] a letterboxed picture lies in the middle of the input', () => {
  const input = { width: 256, height: 256, fit: 'letterbox' as const }
  expect(contentArea({ width: 1280, height: 720 }, input)).toEqual({ x: 0, y: 0.21875, w: 1, h: 0.5625 })
  expect(contentArea({ width: 720, height: 1280 }, input)).toEqual({ x: 0.21875, y: 0, w: 0.5625, h: 1 })
  expect(contentArea({ width: 1280, height: 720 }, { ...input, fit: 'stretch' })).toEqual({ x: 0, y: 0, w: 1, h: 1 })
})

test('[PP5] boxes are cut to the picture and measured in it', () => {
  const content = { x: 0, y: 0.21875, w: 1, h: 0.5625 }
  expect(undoLetterbox({ x: 0, y: 0, w: 1, h: 1 }, content)).toEqual({ x: 0, y: 0, w: 1, h: 1 })
  const box = undoLetterbox({ x: 0.25, y: 0.5, w: 0.5, h: 0.25 }, content)
  expect(box?.y).toBeCloseTo(0.5, 12)
  expect(box?.h).toBeCloseTo(0.4444, 4)
  expect(undoLetterbox({ x: 0, y: 0, w: 1, h: 0.2 }, content)).toBeNull()
  expect(boxFromHeatmap(heat({ '2,0': 0.9 }), grid, 0.5, { x: 0, y: 0.3, w: 1, h: 0.4 })).toBeNull()
})

test('[PP4] [PP5] every box is a valid box that holds the hottest cell', () => {
  const maps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 })
  const sizes = fc.record({ width: fc.integer({ min: 16, max: 4000 }), height: fc.integer({ min: 16, max: 4000 }) })
  fc.assert(
    fc.property(maps, sizes, (map, source) => {
      const content = contentArea(source, { width: 160, height: 160, fit: 'letterbox' })
      const found = boxFromHeatmap(map, grid, 0.3, content)
      if (!found) return
      expect(Box.safeParse(found.box).success).toBe(true)
      expect(found.probability).toBe(Math.max(...map))
    }),
  )
})
