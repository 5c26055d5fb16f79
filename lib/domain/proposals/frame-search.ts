import { type FrameTable, framePtsUs } from '@/lib/domain/media'

/** First index whose timestamp is at or after `timeUs`; the table's length when there is none. */
function firstAtOrAfter(table: FrameTable, timeUs: number): number {
  let low = 0
  let high = table.ptsUs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (framePtsUs(table, middle) < timeUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Source indices by growing distance from a time; of two equally near the earlier comes first. */
function* framesByDistance(table: FrameTable, timeUs: number): Generator<number> {
  let later = firstAtOrAfter(table, timeUs)
  let earlier = later - 1
  while (earlier >= 0 || later < table.ptsUs.length) {
    const takeEarlier =
      later >= table.ptsUs.length ||
      (earlier >= 0 && timeUs - framePtsUs(table, earlier) <= framePtsUs(table, later) - timeUs)
    yield takeEarlier ? earlier-- : later++
  }
}

/**
 * Source index of the nearest frame that is not in `used`, or null when every frame is.
 * Source: docs/spec/dynamic-sampling.md [DS3]
 */
export function nearestUnused(table: FrameTable, timeUs: number, used: { has(index: number): boolean }): number | null {
  for (const index of framesByDistance(table, timeUs)) {
    if (!used.has(index)) return index
  }
  return null
}

/** Unused source indices at most `reachUs` away from a time, ascending. */
export function unusedWithin(table: FrameTable, timeUs: number, reachUs: number, used: ReadonlySet<number>): number[] {
  const found: number[] = []
  for (let index = firstAtOrAfter(table, timeUs - reachUs); index < table.ptsUs.length; index += 1) {
    if (framePtsUs(table, index) > timeUs + reachUs) break
    if (!used.has(index)) found.push(index)
  }
  return found
}
