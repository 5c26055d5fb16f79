import { createRng, quantile } from '@/lib/domain/shared'
import { type Coefficients, type Coincidences, coefficients } from './coincidences'

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

const Z_975 = 1.959963984540054

/**
 * 95 % interval of a share, sound for small counts and shares near 0 or 1.
 * @param hits between 0 and `total`
 * @returns null when there is nothing to count
 * Source: Wilson 1927; docs/spec/agreement.md [AG11]
 */
export function wilsonInterval(hits: number, total: number): Interval | null {
  if (total === 0) return null
  const share = hits / total
  const spread = Z_975 ** 2 / total
  const centre = (share + spread / 2) / (1 + spread)
  const half = (Z_975 * Math.sqrt((share * (1 - share)) / total + spread / (4 * total))) / (1 + spread)
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
