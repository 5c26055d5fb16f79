import { type FrameTable, frameIndexAtUs, framePtsUs } from '@/lib/domain/media'
import { ticksToUs } from './ffmpeg'
import { keyFramePts } from './key-frames'
import type { Opening } from './opening'

export type SeekPoint = { pts: bigint; index: number }

/** Key frames whose timestamps the table has, ascending. Source: docs/spec/frames.md [FR14] */
export async function seekPoints(
  path: string,
  { firstPts, timeBase, track }: Opening,
  table: FrameTable,
  signal?: AbortSignal,
): Promise<SeekPoint[]> {
  const points: SeekPoint[] = []
  for (const pts of await keyFramePts(path, track, signal)) {
    const us = ticksToUs(pts - firstPts, timeBase)
    const index = frameIndexAtUs(table, us)
    if (framePtsUs(table, index) === us) points.push({ pts, index })
  }
  return points
}

/** The last point at or before a frame. */
export function pointBefore(points: readonly SeekPoint[], index: number): SeekPoint | null {
  return points.findLast((point) => point.index <= index) ?? null
}
