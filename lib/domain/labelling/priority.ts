const MID_SCORE = 3
const HALF_RANGE = 2
const RANGE = 4

/**
 * How much an answer is likely to teach, 0–1; higher is handed out earlier.
 * @param scores the model's scores of the two sides, 1–5, or null where a side has none
 * Source: docs/spec/queue.md [QU2]
 */
export function taskPriority({ scoreA, scoreB }: { scoreA: number | null; scoreB: number | null }): number {
  if (scoreA === null || scoreB === null) return 0
  const closeness = 1 - Math.abs(scoreA - scoreB) / RANGE
  const doubt = 1 - Math.abs((scoreA + scoreB) / 2 - MID_SCORE) / HALF_RANGE
  return (closeness + doubt) / 2
}

/** The score of the sampled frame nearest to this one, the earlier of two; null without any. Source: docs/spec/queue.md [QU2] */
export function nearestScore(
  scores: readonly { frameIndex: number; score: number }[],
  frameIndex: number,
): number | null {
  const distance = (at: number) => Math.abs(at - frameIndex)
  let nearest: { frameIndex: number; score: number } | undefined
  for (const candidate of scores) {
    const gain = nearest ? distance(nearest.frameIndex) - distance(candidate.frameIndex) : 1
    if (gain > 0 || (gain === 0 && nearest && candidate.frameIndex < nearest.frameIndex)) nearest = candidate
  }
  return nearest?.score ?? null
}
