/** Scores near the ends of what a number holds have no finite difference, so nothing can be said of the pair. */
export function areComparable({ score_a, score_b }: { score_a: number; score_b: number }): boolean {
  return Number.isFinite(score_a - score_b)
}

/** What a table is told of such a row. Source: docs/spec/preference.md [PR8], docs/spec/tie-accuracy.md [TA9] */
export const INCOMPARABLE = {
  path: ['score_b'],
  message: 'it lies too far from score_a for their difference to be a number; check both cells',
}
