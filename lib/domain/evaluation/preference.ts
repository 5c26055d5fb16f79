import type { Outcome } from '@/lib/domain/labelling'
import { unreachable } from '@/lib/domain/shared'

/** Tie width of VideoReward, which REACT takes over. */
export const DEFAULT_THETA = 5

/**
 * Log-likelihood of a human preference under the Rao–Kupper model with ties.
 * @param scoreA score of side A, any finite number (REACT: 1–5)
 * @param theta tie width, > 1; 5 in the paper
 * @returns natural log, ≤ 0
 * @throws RangeError when theta ≤ 1, or a score or the difference of both is not finite
 * Source: docs/spec/preference.md [PR1] [PR2] [PR3]
 */
export function preferenceLogLikelihood(
  scoreA: number,
  scoreB: number,
  preference: Outcome,
  theta = DEFAULT_THETA,
): number {
  assertFinite(scoreA, scoreB, theta)
  if (!Number.isFinite(scoreA - scoreB)) throw new RangeError('the difference of the scores must be finite')
  if (theta <= 1) throw new RangeError(`theta must be above 1, got ${theta}`)
  const logA = logSigmoid(scoreA - scoreB - Math.log(theta))
  const logB = logSigmoid(scoreB - scoreA - Math.log(theta))
  switch (preference) {
    case 'A':
      return logA
    case 'B':
      return logB
    case 'tie':
      // ln(θ² − 1) as two terms: exact near θ = 1, no overflow for large θ. Rounding may not lift a probability above 1.
      return Math.min(0, logA + logB + Math.log(theta - 1) + Math.log(theta + 1))
    default:
      return unreachable(preference)
  }
}

/** ln(1 / (1 + e^−x)) without overflow at either end. */
function logSigmoid(x: number): number {
  return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x))
}

function assertFinite(...values: number[]): void {
  const bad = values.find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new RangeError(`scores and theta must be finite, got ${bad}`)
}
