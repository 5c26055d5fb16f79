/** A frame's score, 1 (broken) to 5 (clean). */
export type ScoredFrame = { frameIndex: number; score: number }

/** How broken a frame looks, 0–1. */
export function badness(score: number): number {
  return Math.min(1, Math.max(0, (5 - score) / 4))
}

/** From green through amber to red; the height of a bar shows the same, so that the colour is not needed. */
export function heatColour(score: number): string {
  const share = badness(score)
  return share < 0.5
    ? `color-mix(in oklab, var(--warn) ${Math.round(share * 200)}%, var(--good))`
    : `color-mix(in oklab, var(--bad) ${Math.round((share - 0.5) * 200)}%, var(--warn))`
}

/** @returns null when nothing is scored */
export function lowestScored(scores: readonly ScoredFrame[]): ScoredFrame | null {
  return scores.reduce<ScoredFrame | null>(
    (lowest, frame) => (lowest && lowest.score <= frame.score ? lowest : frame),
    null,
  )
}

/** Counts per bin of width 0.25 from 1 to 5; a score of 5 belongs to the last. */
export function scoreHistogram(scores: readonly number[], bins = 16): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const score of scores) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((score - 1) / 4) * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}
