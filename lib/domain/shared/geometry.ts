import { z } from 'zod'

/** A rectangle in fractions of the display frame (after rotation and sample aspect): top-left corner and size. */
export const Box = z
  .object({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    w: z.number().gt(0).max(1),
    h: z.number().gt(0).max(1),
  })
  .refine((box) => box.x + box.w <= 1 + 1e-6 && box.y + box.h <= 1 + 1e-6, {
    message: 'The box extends beyond the frame; keep x + w and y + h within 1.',
  })
export type Box = z.infer<typeof Box>

/** Area of overlap over area of union, 0–1. */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const overlap = width * height
  // Rounding may not lift two equal boxes above 1.
  return Math.min(1, overlap / (a.w * a.h + b.w * b.h - overlap))
}

/** Moves and trims a rectangle so that it is within the frame, at least `minSize` wide and high. */
export function clampBox(box: Box, minSize = 0.002): Box {
  const w = Math.min(1, Math.max(minSize, box.w))
  const h = Math.min(1, Math.max(minSize, box.h))
  return { x: Math.min(1 - w, Math.max(0, box.x)), y: Math.min(1 - h, Math.max(0, box.y)), w, h }
}
