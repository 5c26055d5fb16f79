import type { Box } from '@/lib/domain/shared'

/** Whole pixels of the frame to draw, and where the box lies in them in fractions. */
export type CropArea = { x: number; y: number; w: number; h: number; box: Box }

/** A part is never cut tighter than this, so that a small box still shows where it is. */
const LEAST_PX = 64

/**
 * The box with a margin around it, inside the frame.
 * @param margin of the box's longer edge on every side
 */
export function cropArea(box: Box, frame: { width: number; height: number }, margin: number): CropArea {
  const inPx = { x: box.x * frame.width, y: box.y * frame.height, w: box.w * frame.width, h: box.h * frame.height }
  const around = margin * Math.max(inPx.w, inPx.h)
  const [x, w] = extent(inPx.x, inPx.w, around, frame.width)
  const [y, h] = extent(inPx.y, inPx.h, around, frame.height)
  return { x, y, w, h, box: { x: (inPx.x - x) / w, y: (inPx.y - y) / h, w: inPx.w / w, h: inPx.h / h } }
}

/** @returns start and length in whole pixels within 0 … whole */
function extent(start: number, length: number, around: number, whole: number): [number, number] {
  const wanted = Math.min(whole, Math.ceil(Math.max(LEAST_PX, length + 2 * around)))
  const from = Math.floor(start + length / 2 - wanted / 2)
  const first = Math.min(whole - wanted, Math.max(0, from))
  return [first, wanted]
}
