import { type FrameTable, framePtsUs } from './frame-table'

/**
 * Index of the frame that a player shows at `us`: the last with pts ≤ us, held within the clip.
 * Source: docs/spec/frames.md [FR3]
 */
export function frameIndexAtUs(table: FrameTable, us: number): number {
  let low = 0
  let high = table.ptsUs.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (framePtsUs(table, middle) <= us) low = middle
    else high = middle - 1
  }
  return low
}
