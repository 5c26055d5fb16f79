import type { Size } from './picture-size'

/** What reading one file may cost: pixels of all decoded frames together, and time in ms. */
export type IngestBudget = { readonly pixels: number; readonly timeMs: number }

/** A file over this gives way to others and is read in the lane of large ones. 1920 × 1080: 964 frames. */
export const QUICK_BUDGET: IngestBudget = { pixels: 2e9, timeMs: 3 * 60_000 }

/** A file over this is refused. 1920 × 1080: 9,645 frames; 3840 × 2160: 2,411. */
export const FULL_BUDGET: IngestBudget = { pixels: 20e9, timeMs: 20 * 60_000 }

/** Frames of a size that a budget pays for. Source: docs/spec/ingest-budget.md [IB1] */
export function framesWithin({ pixels }: Pick<IngestBudget, 'pixels'>, { width, height }: Size): number {
  return Math.floor(pixels / Math.max(1, width * height))
}
