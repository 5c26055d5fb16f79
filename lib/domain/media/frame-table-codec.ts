import { createFrameTable, type FrameTable } from './frame-table'

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
