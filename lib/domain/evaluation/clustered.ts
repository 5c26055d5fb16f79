import type { Interval } from '@/lib/domain/agreement'
import { middle95, resample } from './figure'

/** Adds to a counter of the cluster that is being counted. */
export type Count = (counter: string, by?: number) => void
/** Reads a total; 0 for a counter that nothing was added to. */
export type Totals = (counter: string) => number
export type Statistic = (totals: Totals) => number | null

/**
 * Sums kept per cluster, so that any figure made of sums can be drawn again by cluster.
 * Source: docs/spec/evaluation.md [EV5]
 */
export function createClusters() {
  const places = new Map<string, number>()
  const clusters = new Map<string, number[]>()
  const placeOf = (counter: string): number => {
    const known = places.get(counter)
    if (known !== undefined) return known
    places.set(counter, places.size)
    return places.size - 1
  }
  function counting(clusterId: string): Count {
    const sums = clusters.get(clusterId) ?? []
    clusters.set(clusterId, sums)
    return (counter, by = 1) => {
      const place = placeOf(counter)
      sums[place] = (sums[place] ?? 0) + by
    }
  }
  function totalsOf(sums: ArrayLike<number>): Totals {
    return (counter) => {
      const place = places.get(counter)
      return place === undefined ? 0 : (sums[place] ?? 0)
    }
  }
  /** Clusters in the order of their names, so that the order of the input changes nothing. */
  function rows(): Float64Array[] {
    return [...clusters]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, sums]) => Float64Array.from({ length: places.size }, (_, place) => sums[place] ?? 0))
  }
  function add(into: Float64Array, row: Float64Array): void {
    for (let place = 0; place < row.length; place += 1) into[place] = (into[place] as number) + (row[place] as number)
  }
  return {
    counting,
    totals(): Totals {
      const sums = new Float64Array(places.size)
      for (const row of rows()) add(sums, row)
      return totalsOf(sums)
    },
    /** How many clusters are such. */
    countWhere(isSuch: (totals: Totals) => boolean): number {
      return [...clusters.values()].filter((sums) => isSuch(totalsOf(sums))).length
    },
    /** Intervals of all statistics from the same draws; null with fewer than two clusters. */
    intervals<Name extends string>(statistics: Record<Name, Statistic>, seed: string): Record<Name, Interval | null> {
      const units = rows()
      const names = Object.keys(statistics) as Name[]
      const drawn = new Map<Name, number[]>(names.map((name) => [name, []]))
      const sums = new Float64Array(places.size)
      if (units.length > 1) {
        resample(units.length, seed, (picks) => {
          sums.fill(0)
          for (const pick of picks) add(sums, units[pick] as Float64Array)
          const totals = totalsOf(sums)
          for (const name of names) {
            const value = statistics[name](totals)
            if (value !== null) drawn.get(name)?.push(value)
          }
        })
      }
      return Object.fromEntries(names.map((name) => [name, middle95(drawn.get(name) ?? [])])) as Record<
        Name,
        Interval | null
      >
    },
  }
}
