import type { Box } from '@/lib/domain/shared'

/** A box on a frame as Mark, Proposal and LabelExample store it; CHECK constraints enforce the rules of `Box`, all four or none. */
export type BoxColumns = { boxX: number | null; boxY: number | null; boxW: number | null; boxH: number | null }
type FilledColumns = { [Column in keyof BoxColumns]: number }

const NO_BOX = { boxX: null, boxY: null, boxW: null, boxH: null }

export function boxColumns(box: Box): FilledColumns
export function boxColumns(box: Box | null): BoxColumns
export function boxColumns(box: Box | null): BoxColumns {
  return box === null ? NO_BOX : { boxX: box.x, boxY: box.y, boxW: box.w, boxH: box.h }
}

/** The box of a row, fractions of the display frame; null for what has no place. */
export function boxOf(row: FilledColumns): Box
export function boxOf(row: BoxColumns): Box | null
export function boxOf({ boxX, boxY, boxW, boxH }: BoxColumns): Box | null {
  if (boxX === null || boxY === null || boxW === null || boxH === null) return null
  return { x: boxX, y: boxY, w: boxW, h: boxH }
}
