import { z } from 'zod'
import type { Interval } from '@/lib/domain/agreement'
import { createRng, quantile } from '@/lib/domain/shared'

/** A figure with its 95 % interval and what it was counted on. Null where nothing defines it. */
export const Figure = z.object({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  n: z.int(),
})
export type Figure = z.infer<typeof Figure>

export const NO_FIGURE: Figure = { value: null, ci95: null, n: 0 }

const MOST_DRAWS = 1000
const LEAST_DRAWS = 200
/** Picks over all draws, so that a job ends within seconds whatever the project. */
const PICKS = 20_000_000

/** Draws of a bootstrap over so many units. Source: docs/spec/evaluation.md [EV5] */
export function drawsFor(units: number): number {
  return Math.min(MOST_DRAWS, Math.max(LEAST_DRAWS, Math.floor(PICKS / Math.max(1, units))))
}

/** Ends of the middle 95 %; null without values. Source: docs/spec/agreement.md [AG7] */
export function middle95(values: readonly number[]): Interval | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)]
}

/** Whether all draws gave the same but for rounding, so that they know nothing of chance. Source: docs/spec/evaluation.md [EV5] */
export function isFlat([low, high]: Interval): boolean {
  return high - low < 1e-9
}

/**
 * Percentile bootstrap: calls `onDraw` with the places of as many units as there are, drawn with replacement.
 * @param seed the same gives the same draws
 * Source: docs/spec/evaluation.md [EV5]
 */
export function resample(units: number, seed: string, onDraw: (picks: Int32Array) => void): void {
  const rng = createRng(seed)
  const picks = new Int32Array(units)
  for (let draw = drawsFor(units); draw > 0; draw -= 1) {
    for (let slot = 0; slot < units; slot += 1) picks[slot] = rng.int(units)
    onDraw(picks)
  }
}
