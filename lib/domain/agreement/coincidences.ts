import type { ReliabilityData } from './ratings'

/**
 * What each pairable item adds to the coincidence matrix, flat: item u owns the entries
 * `start[u] … start[u + 1] − 1` of `category` and `count`.
 */
export type Coincidences = {
  items: number
  categories: number
  start: Int32Array
  category: Int32Array
  count: Int32Array
  /** Off-diagonal mass of the item: (m² − Σ n_c²) / (m − 1). */
  disagreement: Float64Array
  /** Share of the item's pairs of ratings that agree, 0–1. */
  agreement: Float64Array
}

/** Keeps items with two ratings or more [AG3] and reduces each to its category counts. Source: Krippendorff 2011, step B. */
export function coincidences({ values, categories }: ReliabilityData): Coincidences {
  const counts = values.filter((given) => given.length >= 2).map(countCategories)
  const entries = counts.flatMap((perCategory) => [...perCategory])
  const start = new Int32Array(counts.length + 1)
  const disagreement = new Float64Array(counts.length)
  const agreement = new Float64Array(counts.length)
  counts.forEach((perCategory, item) => {
    start[item + 1] = (start[item] as number) + perCategory.size
    let ratings = 0
    let squares = 0
    for (const count of perCategory.values()) {
      ratings += count
      squares += count * count
    }
    disagreement[item] = (ratings * ratings - squares) / (ratings - 1)
    agreement[item] = (squares - ratings) / (ratings * (ratings - 1))
  })
  return {
    items: counts.length,
    categories,
    start,
    category: Int32Array.from(entries, ([category]) => category),
    count: Int32Array.from(entries, ([, count]) => count),
    disagreement,
    agreement,
  }
}

function countCategories(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

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
