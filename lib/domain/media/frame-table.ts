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

/**
 * Index of the frame that a player shows at `us`: the last with pts ≤ us, limited to the clip.
 * Source: docs/spec/frames.md [FR3]
 */
export function frameIndexAtUs(table: FrameTable, us: number): number {
  let low = 0
  let high = table.ptsUs.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (framePtsUs(table, middle) <= us) low = middle
    else high = middle - 1
  }
  return low
}

const VERSION = 1
const MAX_GROUPS = 8

/** Compact bytes of a frame table, about three a frame. Source: docs/spec/frames.md [FR2] */
export function encodeFrameTable(table: FrameTable): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [VERSION]
  pushVarint(bytes, table.ptsUs.length)
  let previous = 0
  for (const pts of table.ptsUs.slice(1)) {
    pushVarint(bytes, pts - previous)
    previous = pts
  }
  return Uint8Array.from(bytes)
}

/**
 * @throws RangeError when the bytes are of another version, cut short, too long or no valid table
 * Source: docs/spec/frames.md [FR2]
 */
export function decodeFrameTable(bytes: Uint8Array): FrameTable {
  if (bytes.length === 0) throw new RangeError('The frame table is empty: no bytes')
  if (bytes[0] !== VERSION)
    throw new RangeError(`Frame table version ${bytes[0]} is unknown; this build reads ${VERSION}`)
  const reader = { bytes, at: 1 }
  const count = readVarint(reader)
  if (count > bytes.length)
    throw new RangeError(`The frame table is cut short: ${count} frames in ${bytes.length} bytes`)
  const ptsUs = count === 0 ? [] : [0]
  let pts = 0
  while (ptsUs.length < count) {
    pts += readVarint(reader)
    ptsUs.push(pts)
  }
  if (reader.at < bytes.length) {
    throw new RangeError(`The frame table has ${bytes.length - reader.at} bytes after its last frame`)
  }
  return createFrameTable(ptsUs)
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
}

function readVarint(reader: { bytes: Uint8Array; at: number }): number {
  let value = 0
  for (let group = 0; group < MAX_GROUPS; group += 1) {
    const byte = reader.bytes[reader.at]
    if (byte === undefined) throw new RangeError(`The frame table is cut short after ${reader.bytes.length} bytes`)
    reader.at += 1
    value += (byte & 0x7f) * 2 ** (7 * group)
    if (byte < 0x80) return value
  }
  throw new RangeError(`The frame table has a number that is too long before byte ${reader.at}`)
}

const GRID_TOLERANCE_US = 1_000
const GRID_TOLERANCE_SHARE = 0.1

/** Mean interval in µs; null for a single frame. */
function meanIntervalUs(table: FrameTable): number | null {
  const intervals = table.ptsUs.length - 1
  return intervals === 0 ? null : lastPtsUs(table) / intervals
}

/** Frames a second over the whole clip; null for a single frame. Source: docs/spec/frames.md [FR6] */
export function averageFps(table: FrameTable): number | null {
  const mean = meanIntervalUs(table)
  return mean === null ? null : 1e6 / mean
}

/** True when some frame is off the even grid by more than ticks of a container explain. Source: docs/spec/frames.md [FR7] */
export function isVariableRate(table: FrameTable): boolean {
  const mean = meanIntervalUs(table)
  if (mean === null) return false
  const toleranceUs = Math.max(GRID_TOLERANCE_US, mean * GRID_TOLERANCE_SHARE)
  return table.ptsUs.some((pts, index) => Math.abs(pts - index * mean) > toleranceUs)
}

/**
 * Length of the clip in µs, including the duration of the last frame.
 * @param lastFrameUs duration of the last frame in the file; not given or ≤ 0: the last interval
 * Source: docs/spec/frames.md [FR5]
 */
export function durationUs(table: FrameTable, lastFrameUs = 0): number {
  const last = lastPtsUs(table)
  if (lastFrameUs > 0) return last + Math.round(lastFrameUs)
  if (table.ptsUs.length === 1) return last
  return last + (last - framePtsUs(table, table.ptsUs.length - 2))
}
