import type { Thresholds } from './thresholds'

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
