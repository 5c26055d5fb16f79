import { coefficients, coincidences } from './coincidences'
import { type BootstrapOptions, bootstrapIntervals, type Interval } from './intervals'
import { type Rating, reliabilityData } from './ratings'

export type Agreement = {
  /** Distinct items, annotators, and ratings in the input, pairable or not. */
  items: number
  annotators: number
  ratings: number
  /** Items with two ratings or more: only these carry information on agreement. */
  pairableItems: number
  /** Mean share of agreeing pairs, 0–1; null without a pairable item. */
  percentAgreement: number | null
  percentAgreementCi95: Interval | null
  alphaNominal: { value: number | null; ci95: Interval | null; undefinedDraws: number }
}

/**
 * How well people agree on a nominal value, with 95 % intervals. Missing ratings are simply absent rows.
 * The same ratings in any order give the same figures.
 * @throws DuplicateRatingError when one annotator rates an item twice
 * Source: docs/spec/agreement.md
 */
export function measureAgreement(ratings: readonly Rating[], options: BootstrapOptions = {}): Agreement {
  const reliability = reliabilityData(ratings)
  const data = coincidences(reliability)
  const all = Int32Array.from({ length: data.items }, (_, item) => item)
  const { percentAgreement, alphaNominal } = coefficients(data, all, new Float64Array(data.categories))
  const intervals = bootstrapIntervals(data, options)
  return {
    items: reliability.values.length,
    annotators: reliability.annotators,
    ratings: reliability.ratings,
    pairableItems: data.items,
    percentAgreement,
    percentAgreementCi95: intervals.percentAgreement,
    alphaNominal: {
      value: alphaNominal,
      ci95: alphaNominal === null ? null : intervals.alphaNominal,
      undefinedDraws: intervals.undefinedDraws,
    },
  }
}
