/** @throws RangeError when the table has no such frame */
export function timeOf(ptsUs: readonly number[], index: number): number {
  const time = ptsUs[index]
  if (time === undefined)
    throw new RangeError(`The frame table has ${ptsUs.length} frames; there is no frame ${index}.`)
  return time
}

/** First index whose timestamp is at or after `timeUs`; the table's length when there is none. */
function firstAtOrAfter(ptsUs: readonly number[], timeUs: number): number {
  let low = 0
  let high = ptsUs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeOf(ptsUs, middle) < timeUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Source indices by growing distance from a time; of two equally near the earlier comes first. */
function* framesByDistance(ptsUs: readonly number[], timeUs: number): Generator<number> {
  let later = firstAtOrAfter(ptsUs, timeUs)
  let earlier = later - 1
  while (earlier >= 0 || later < ptsUs.length) {
    const takeEarlier =
      later >= ptsUs.length || (earlier >= 0 && timeUs - timeOf(ptsUs, earlier) <= timeOf(ptsUs, later) - timeUs)
    yield takeEarlier ? earlier-- : later++
  }
}

/**
 * Source index of the nearest frame that is not in `used`, or null when every frame is.
 * Source: docs/spec/dynamic-sampling.md [DS3]
 */
export function nearestUnused(
  ptsUs: readonly number[],
  timeUs: number,
  used: { has(index: number): boolean },
): number | null {
  for (const index of framesByDistance(ptsUs, timeUs)) {
    if (!used.has(index)) return index
  }
  return null
}

/** Unused source indices at most `reachUs` away from a time, ascending. */
export function unusedWithin(
  ptsUs: readonly number[],
  timeUs: number,
  reachUs: number,
  used: ReadonlySet<number>,
): number[] {
  const found: number[] = []
  for (let index = firstAtOrAfter(ptsUs, timeUs - reachUs); index < ptsUs.length; index += 1) {
    if (timeOf(ptsUs, index) > timeUs + reachUs) break
    if (!used.has(index)) found.push(index)
  }
  return found
}
