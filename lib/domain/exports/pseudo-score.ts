import { createRng } from '@/lib/domain/shared'

/** Score range by number of labels on the frame; three labels and more share the last. */
const BUCKETS = [
  [4, 5],
  [3, 4],
  [2, 3],
  [1, 2],
] as const

/**
 * Lowest and highest pseudo score of a frame with this many labels.
 * Source: docs/spec/pseudo-score.md [PS1]
 */
export function scoreBucket(labelCount: number): readonly [low: number, high: number] {
  if (!Number.isInteger(labelCount) || labelCount < 0) {
    throw new RangeError(`labelCount must be a whole number from 0, got ${labelCount}`)
  }
  return BUCKETS[Math.min(labelCount, BUCKETS.length - 1)] ?? BUCKETS[3]
}

/**
 * Seeded substitute for the absolute score that annotators do not give: uniform over the hundredths of its bucket, both
 * ends included.
 * @returns 1.00–5.00 with two decimals, the same for the same seed, frame and label count
 * Source: REACT (arXiv 2601.04033); docs/spec/pseudo-score.md [PS1] [PS2] [PS3]
 */
export function pseudoScore(seed: string, frameId: string, labelCount: number): number {
  const [low, high] = scoreBucket(labelCount)
  const hundredths = (high - low) * 100
  return (low * 100 + createRng(`${seed}\n${frameId}`).int(hundredths + 1)) / 100
}
