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
