import type { Coincidences } from './coincidences'

/** Figures of one sample of items; null where undefined. */
export type Coefficients = { percentAgreement: number | null; alphaNominal: number | null }

/**
 * Percent agreement (0–1) and nominal alpha (≤ 1) of a sample of items, one pass over their category counts.
 * @param sample item numbers, repeats allowed
 * @param totals scratch space, one number a category; overwritten
 * Source: docs/spec/agreement.md [AG4] [AG5] [AG6]
 */
export function coefficients(data: Coincidences, sample: Int32Array, totals: Float64Array): Coefficients {
  totals.fill(0)
  let values = 0
  let disagreement = 0
  let agreement = 0
  for (const item of sample) {
    disagreement += data.disagreement[item] as number
    agreement += data.agreement[item] as number
    const end = data.start[item + 1] as number
    for (let entry = data.start[item] as number; entry < end; entry += 1) {
      const count = data.count[entry] as number
      totals[data.category[entry] as number] = (totals[data.category[entry] as number] as number) + count
      values += count
    }
  }
  return {
    percentAgreement: sample.length === 0 ? null : agreement / sample.length,
    alphaNominal: alphaFrom(values, disagreement, totals),
  }
}

function alphaFrom(values: number, disagreement: number, totals: Float64Array): number | null {
  let squares = 0
  for (const total of totals) squares += total * total
  const expected = values * values - squares
  return expected === 0 ? null : 1 - ((values - 1) * disagreement) / expected
}
