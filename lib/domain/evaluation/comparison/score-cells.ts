import { z } from 'zod'

/** Side of a cell; 40 of them from score 1 to 5. */
export const CELL = 0.1
const CELLS = 40

/** Lower corner of a cell of the picture, in cells from score 1, and how many clips lie in it. */
export const ScoreCell = z.object({ a: z.int(), b: z.int(), clips: z.int() })
export type ScoreCell = z.infer<typeof ScoreCell>

function cellOf(score: number): number {
  // Slack: 1.3 is (1.3 − 1) / 0.1 = 2.9999999999999996 cells away from 1.
  return Math.max(0, Math.min(CELLS - 1, Math.floor((score - 1) / CELL + 1e-9)))
}

/**
 * Clips by score in a and b, so that the picture stays small whatever the runs.
 * Source: docs/spec/run-comparison.md [RC10]
 */
export function scoreCells(points: readonly { a: number; b: number }[]): ScoreCell[] {
  const counts = new Map<number, number>()
  for (const { a, b } of points) {
    const key = cellOf(a) * CELLS + cellOf(b)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .sort(([one], [two]) => one - two)
    .map(([key, clips]) => ({ a: Math.floor(key / CELLS), b: key % CELLS, clips }))
}
