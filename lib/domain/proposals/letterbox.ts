import type { Box } from '@/lib/domain/shared'
import type { InputSize } from './engine'

/**
 * Where a display frame of the given size lies inside an engine's input, in fractions of the input.
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
 * Turns a box in fractions of the input into fractions of the display frame; null when it lies in the bars.
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
