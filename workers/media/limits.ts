import { FULL_BUDGET } from '@/lib/domain/media'

/** `maxPixels`: of all frames together. Source: docs/spec/ingest-budget.md [IB1] */
export type Limits = { maxDimension: number; maxFrames: number; maxDurationUs: number; maxPixels: number }

export const DEFAULT_LIMITS: Limits = {
  maxDimension: 8192,
  maxFrames: 120_000,
  maxDurationUs: 30 * 60 * 1_000_000,
  maxPixels: FULL_BUDGET.pixels,
}
