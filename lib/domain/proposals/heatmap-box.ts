import type { Box } from '@/lib/domain/shared'
import type { InputSize } from './engine'

/**
 * Position of a display frame of the given size inside an engine's input, in fractions of the input.
 * @param source display size in pixels, after rotation and sample aspect
 * Source: docs/spec/proposals.md [PP5]
 */
export function contentArea(source: { width: number; height: number }, input: InputSize): Box {
  if (input.fit === 'stretch') return { x: 0, y: 0, w: 1, h: 1 }
  const scale = Math.min(input.width / source.width, input.height / source.height)
  const w = (source.width * scale) / input.width
  const h = (source.height * scale) / input.height
  return { x: (1 - w) / 2, y: (1 - h) / 2, w, h }
}

/**
 * Converts a box in fractions of the input to fractions of the display frame; null when it is entirely in the bars.
 * Source: docs/spec/proposals.md [PP5]
 */
export function undoLetterbox(box: Box, content: Box): Box | null {
  const left = Math.max(box.x, content.x)
  const top = Math.max(box.y, content.y)
  const right = Math.min(box.x + box.w, content.x + content.w)
  const bottom = Math.min(box.y + box.h, content.y + content.h)
  if (right <= left || bottom <= top) return null
  const x = (left - content.x) / content.w
  const y = (top - content.y) / content.h
  return { x, y, w: Math.min(1 - x, (right - left) / content.w), h: Math.min(1 - y, (bottom - top) / content.h) }
}

const FULL: Box = { x: 0, y: 0, w: 1, h: 1 }

/**
 * The box of one label: the patch of hot cells around the hottest one.
 * @param heatmap probabilities 0–1, row-major over the whole input, `grid.width × grid.height` cells
 * @param threshold cells at or above it are hot
 * @param content position of the picture in the input, in fractions; bars are cut off
 * @returns the box in fractions of the display frame and the hottest cell's probability, or null when no cell is hot
 * @throws RangeError when the heatmap does not match the grid or a cell is not a number
 * Source: docs/spec/proposals.md [PP4] [PP5]
 */
export function boxFromHeatmap(
  heatmap: ArrayLike<number>,
  grid: { width: number; height: number },
  threshold: number,
  content: Box = FULL,
): { box: Box; probability: number } | null {
  if (heatmap.length !== grid.width * grid.height) {
    throw new RangeError(
      `The heatmap has ${heatmap.length} cells; its grid ${grid.width}×${grid.height} needs another count.`,
    )
  }
  const peak = hottest(heatmap)
  const probability = heatmap[peak] ?? 0
  if (probability < threshold) return null
  const { left, top, right, bottom } = patchAround(peak, heatmap, grid, threshold)
  const cells = {
    x: left / grid.width,
    y: top / grid.height,
    w: (right + 1 - left) / grid.width,
    h: (bottom + 1 - top) / grid.height,
  }
  const box = undoLetterbox(cells, content)
  return box && { box, probability: Math.min(1, probability) }
}

/**
 * First cell with the greatest value.
 * @throws RangeError at a cell that is not a number: every comparison with it is false, so it would count as hot
 */
function hottest(heatmap: ArrayLike<number>): number {
  let peak = 0
  for (let cell = 0; cell < heatmap.length; cell += 1) {
    const value = heatmap[cell] ?? 0
    if (!Number.isFinite(value)) throw new RangeError(`Cell ${cell} of the heatmap is ${value}.`)
    if (value > (heatmap[peak] ?? 0)) peak = cell
  }
  return peak
}

/** Bounds of the hot cells that hang together with `start` by their edges (4-connected). */
function patchAround(
  start: number,
  heatmap: ArrayLike<number>,
  { width, height }: { width: number; height: number },
  threshold: number,
) {
  const seen = new Set([start])
  const open = [start]
  const bounds = { left: width, top: height, right: 0, bottom: 0 }
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const column = cell % width
    const row = Math.floor(cell / width)
    bounds.left = Math.min(bounds.left, column)
    bounds.right = Math.max(bounds.right, column)
    bounds.top = Math.min(bounds.top, row)
    bounds.bottom = Math.max(bounds.bottom, row)
    const neighbours = [
      column > 0 ? cell - 1 : -1,
      column < width - 1 ? cell + 1 : -1,
      row > 0 ? cell - width : -1,
      row < height - 1 ? cell + width : -1,
    ]
    for (const next of neighbours) {
      if (next < 0 || seen.has(next) || (heatmap[next] ?? 0) < threshold) continue
      seen.add(next)
      open.push(next)
    }
  }
  return bounds
}
