export type Limits = { maxDimension: number; maxFrames: number; maxDurationUs: number }

export const DEFAULT_LIMITS: Limits = { maxDimension: 8192, maxFrames: 120_000, maxDurationUs: 30 * 60 * 1_000_000 }
