import { z } from 'zod'

const Score = z.number().min(1).max(5)
const Fraction = z.number().min(0).max(1)

const SHAPE = {
  /** A frame scored below this is distorted. */
  distortedScore: Score,
  /** A label of a distorted frame is proposed from this probability on. */
  labelProbability: Fraction,
  /** Dynamic sampling, see SamplingSettings. */
  high: Score,
  low: Score,
}

const WRONG_WAY = {
  path: ['low'],
  message: 'The low threshold is above the high one; lower it or raise the other.',
}
const inOrder = ({ low, high }: { low: number; high: number }) => low <= high

/** Where a model's answers turn into proposals; calibrated per model on labelled frames. */
export const Thresholds = z.object(SHAPE).refine(inOrder, WRONG_WAY)
export type Thresholds = z.infer<typeof Thresholds>

/** Of a model that draws heatmaps. */
export const HeatmapThresholds = z
  .object({
    ...SHAPE,
    /** Heatmap cells from this probability on belong to a box. */
    heatmap: Fraction.refine(
      (value) => value > 0,
      'The heatmap threshold must be above 0; otherwise every box fills the frame.',
    ),
  })
  .refine(inOrder, WRONG_WAY)

/** Odds, at half the distance between the sampling thresholds from `distortedScore`. */
const ODDS = 9
const LEAST_WIDTH = 0.1

/**
 * How likely a frame with this score is distorted, 0–1, by the model's own thresholds.
 * @param score 1–5, lower is more broken
 * Source: docs/spec/proposals.md [PP9]
 */
export function distortionProbability(
  score: number,
  { distortedScore, high, low }: Pick<Thresholds, 'distortedScore' | 'high' | 'low'>,
): number {
  const width = Math.max(LEAST_WIDTH, (high - low) / 2)
  return 1 / (1 + ODDS ** ((score - distortedScore) / width))
}
