import { type FrameTable, framePtsUs, lastPtsUs } from './frame-table'

const GRID_TOLERANCE_US = 1_000
const GRID_TOLERANCE_SHARE = 0.1

/** Mean interval in µs; null for a single frame. */
function meanIntervalUs(table: FrameTable): number | null {
  const intervals = table.ptsUs.length - 1
  return intervals === 0 ? null : lastPtsUs(table) / intervals
}

/** Frames a second over the whole clip; null for a single frame. Source: docs/spec/frames.md [FR6] */
export function averageFps(table: FrameTable): number | null {
  const mean = meanIntervalUs(table)
  return mean === null ? null : 1e6 / mean
}

/** True when some frame is off the even grid by more than ticks of a container explain. Source: docs/spec/frames.md [FR7] */
export function isVariableRate(table: FrameTable): boolean {
  const mean = meanIntervalUs(table)
  if (mean === null) return false
  const toleranceUs = Math.max(GRID_TOLERANCE_US, mean * GRID_TOLERANCE_SHARE)
  return table.ptsUs.some((pts, index) => Math.abs(pts - index * mean) > toleranceUs)
}

/**
 * Length of the clip in µs, the last frame's time on screen included.
 * @param lastFrameUs how long the file says the last frame is shown; not given or ≤ 0: the last interval
 * Source: docs/spec/frames.md [FR5]
 */
export function durationUs(table: FrameTable, lastFrameUs = 0): number {
  const last = lastPtsUs(table)
  if (lastFrameUs > 0) return last + Math.round(lastFrameUs)
  if (table.ptsUs.length === 1) return last
  return last + (last - framePtsUs(table, table.ptsUs.length - 2))
}
