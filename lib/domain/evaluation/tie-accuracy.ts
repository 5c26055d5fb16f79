import type { Outcome } from '@/lib/domain/labelling'

/** A pair a person judged and a model scored. Scores are finite. */
export type ScoredPair = { scoreA: number; scoreB: number; human: Outcome }

/** Best share of pairs called right, 0–1, and the threshold on |sA − sB| that reaches it. */
export type TieAccuracy = { accuracy: number; epsilon: number }

type Judged = { gap: number; isTie: boolean; isConcordant: boolean }

/**
 * Accuracy with ties at the best tie threshold. O(n log n).
 * @returns null without pairs
 * Source: docs/spec/tie-accuracy.md [TA1] [TA2] [TA3]; arXiv 2305.14324
 */
export function tieAccuracyExact(pairs: readonly ScoredPair[]): TieAccuracy | null {
  const judged = byGap(pairs)
  let right = judged.filter(({ isConcordant }) => isConcordant).length
  let best: { right: number; epsilon: number } | null = null
  let next = 0
  // Threshold 0 comes first, whether or not a gap of 0 occurs.
  for (const epsilon of new Set([0, ...judged.map(({ gap }) => gap)])) {
    for (; next < judged.length && (judged[next] as Judged).gap <= epsilon; next += 1)
      right += gain(judged[next] as Judged)
    if (best === null || right > best.right) best = { right, epsilon }
  }
  return best === null || judged.length === 0 ? null : { accuracy: best.right / judged.length, epsilon: best.epsilon }
}

/**
 * The same figure as VideoAlign's script computes it, for comparison with published tables; depends on row order where |sA − sB| repeats.
 * @returns null without pairs
 * Source: docs/spec/tie-accuracy.md [TA4]; KwaiVGI/VideoAlign calc_accuracy.py
 */
export function tieAccuracyVideoalign(pairs: readonly ScoredPair[]): TieAccuracy | null {
  const judged = byGap(pairs)
  let right = judged.filter(({ isConcordant }) => isConcordant).length
  let best: { right: number; epsilon: number } | null = null
  for (const pair of judged) {
    right += gain(pair)
    if (best === null || right > best.right) best = { right, epsilon: pair.gap }
  }
  return best && { accuracy: best.right / judged.length, epsilon: best.epsilon }
}

/**
 * Share of the pairs with a human preference in which the model's higher score is on the preferred side.
 * @returns 0–1; null when no pair has a preference
 * Source: docs/spec/tie-accuracy.md [TA5]
 */
export function accuracyWithoutTies(pairs: readonly ScoredPair[]): number | null {
  const preferred = byGap(pairs).filter(({ isTie }) => !isTie)
  return preferred.length === 0 ? null : preferred.filter(({ isConcordant }) => isConcordant).length / preferred.length
}

/** Ascending by |sA − sB|, rows with an equal gap in their order. */
function byGap(pairs: readonly ScoredPair[]): Judged[] {
  return pairs.map(judge).sort((left, right) => left.gap - right.gap)
}

function judge({ scoreA, scoreB, human }: ScoredPair): Judged {
  const margin = scoreA - scoreB
  if (!Number.isFinite(margin)) throw new RangeError(`scores must be finite, got ${scoreA} and ${scoreB}`)
  const isConcordant = (human === 'A' && margin > 0) || (human === 'B' && margin < 0)
  return { gap: Math.abs(margin), isTie: human === 'tie', isConcordant }
}

/** Change in the number of right calls when this pair becomes a predicted tie. */
function gain({ isTie, isConcordant }: Judged): number {
  return isTie ? 1 : isConcordant ? -1 : 0
}
