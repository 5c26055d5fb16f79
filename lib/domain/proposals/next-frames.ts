import { mean } from '@/lib/domain/shared'
import { planRoundOne } from './round-one'
import { planRoundTwo, type RoundTwoInput, type ScoredFrame } from './round-two'

/** What a clip still needs. `indices` are ascending source indices. */
export type SamplingStep = { kind: 'score'; round: 1 | 2; indices: number[] } | { kind: 'done' }

/**
 * The next frames to score, from the scores stored so far (both rounds, in any order).
 * A run that was killed asks again and goes on with the same plan.
 * Source: docs/spec/dynamic-sampling.md [DS10]
 */
export function nextFrames(input: RoundTwoInput): SamplingStep {
  const known = new Map(input.scored.map(({ index, score }) => [index, score]))
  const missing = (plan: readonly number[]) => plan.filter((index) => !known.has(index))

  const first = planRoundOne(input)
  const missingFirst = missing(first)
  if (missingFirst.length > 0) return { kind: 'score', round: 1, indices: missingFirst }

  const missingSecond = missing(planRoundTwo(input))
  return missingSecond.length > 0 ? { kind: 'score', round: 2, indices: missingSecond } : { kind: 'done' }
}

/**
 * Score of a clip, 1–5: the mean over all its sampled frames.
 * @throws RangeError when nothing was sampled
 * Source: docs/spec/dynamic-sampling.md [DS11]
 */
export function videoScore(scored: readonly ScoredFrame[]): number {
  return mean(scored.map(({ score }) => score))
}
