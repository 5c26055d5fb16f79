/** Presentation timestamps in µs by source index: first 0, strictly increasing, never empty. Source: docs/spec/frames.md [FR1] */
export type FrameTable = { readonly ptsUs: readonly number[] }

/**
 * Checks and freezes a list of timestamps.
 * @throws RangeError that names the first index that breaks the rule
 * Source: docs/spec/frames.md [FR1]
 */
export function createFrameTable(ptsUs: readonly number[]): FrameTable {
  if (ptsUs.length === 0) throw new RangeError('A frame table needs at least one frame')
  if (ptsUs[0] !== 0) throw new RangeError(`The first frame must be at 0 µs, got ${ptsUs[0]}`)
  for (const [index, pts] of ptsUs.entries()) {
    if (!Number.isSafeInteger(pts)) throw new RangeError(`Frame ${index} has no whole number of µs: ${pts}`)
    if (index > 0 && pts <= framePtsUs({ ptsUs }, index - 1)) {
      throw new RangeError(`Frame ${index} (${pts} µs) is not after frame ${index - 1}`)
    }
  }
  return Object.freeze({ ptsUs: Object.freeze([...ptsUs]) })
}

export function frameCount(table: FrameTable): number {
  return table.ptsUs.length
}

/** @throws RangeError when the clip has no such frame */
export function framePtsUs(table: FrameTable, index: number): number {
  const pts = table.ptsUs[index]
  if (pts === undefined)
    throw new RangeError(`Frame ${index} does not exist; the clip has ${table.ptsUs.length} frames`)
  return pts
}

export function lastPtsUs(table: FrameTable): number {
  return framePtsUs(table, table.ptsUs.length - 1)
}
