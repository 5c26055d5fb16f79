import { createRng, quantile } from '@/lib/domain/shared'
import { type Coefficients, coefficients } from './coefficients'
import type { Coincidences } from './coincidences'

export type Interval = [low: number, high: number]
export type BootstrapOptions = { draws?: number; seed?: number | string }

export type Intervals = {
  percentAgreement: Interval | null
  alphaNominal: Interval | null
  /** Draws in which alpha was undefined; left out of its interval. */
  undefinedDraws: number
}

/**
 * Percentile bootstrap over items, 95 %. O(ratings) a draw.
 * @param options draws 1000 and seed 'agreement' unless given
 * Source: docs/spec/agreement.md [AG7] [AG8]
 */
export function bootstrapIntervals(data: Coincidences, options: BootstrapOptions = {}): Intervals {
  const { draws = 1000, seed = 'agreement' } = options
  if (data.items < 2) return { percentAgreement: null, alphaNominal: null, undefinedDraws: 0 }
  const rng = createRng(seed)
  const sample = new Int32Array(data.items)
  const totals = new Float64Array(data.categories)
  const drawn: Coefficients[] = []
  for (let draw = 0; draw < draws; draw += 1) {
    for (let slot = 0; slot < data.items; slot += 1) sample[slot] = rng.int(data.items)
    drawn.push(coefficients(data, sample, totals))
  }
  const alphas = drawn.flatMap(({ alphaNominal }) => alphaNominal ?? [])
  return {
    percentAgreement: percentileInterval(drawn.flatMap(({ percentAgreement }) => percentAgreement ?? [])),
    alphaNominal: percentileInterval(alphas),
    undefinedDraws: draws - alphas.length,
  }
}

function percentileInterval(values: readonly number[]): Interval | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)]
}
