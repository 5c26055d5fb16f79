import { AV_FRAME_DATA_DISPLAYMATRIX, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants'
import { avGetPixFmtName, type Frame, type Stream } from 'node-av/lib'
import type { Rotation } from '@/lib/domain/media'

/** The properties of a decoded frame. */
export type FrameFacts = {
  width: number
  height: number
  pixelFormat: string
  sampleAspect: { num: number; den: number }
  displayMatrix: Buffer | null
}

export function frameFacts(frame: Frame): FrameFacts {
  const { num, den } = frame.sampleAspectRatio
  const matrix = frame.getSideData(AV_FRAME_DATA_DISPLAYMATRIX)
  return {
    width: frame.width,
    height: frame.height,
    pixelFormat: pixelFormatName(frame),
    sampleAspect: num > 0 && den > 0 ? { num, den } : { num: 1, den: 1 },
    displayMatrix: matrix ? Buffer.from(matrix) : null,
  }
}

export function pixelFormatName(frame: Frame): string {
  return avGetPixFmtName(frame.format as Parameters<typeof avGetPixFmtName>[0]) ?? 'unknown'
}

/** Turn clockwise first, then mirror left to right. */
export type Orientation = { rotation: Rotation; mirrored: boolean }

const UPRIGHT: Orientation = { rotation: 0, mirrored: false }

const MATRIX_BYTES = 36
const QUARTERS: readonly Rotation[] = [0, 90, 180, 270]

/**
 * Reads FFmpeg's display matrix: nine native 32-bit integers, [a b u; c d v; x y w], (x, y) → (ax + cy, bx + dy), y down.
 * Angles between quarters go to the nearest. Source: libavutil/display.h; docs/spec/frames.md [FR12]
 */
export function readDisplayMatrix(bytes: Buffer | null): Orientation {
  if (!bytes || bytes.length < MATRIX_BYTES) return UPRIGHT
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => bytes.readInt32LE(at)) as [number, number, number, number]
  const mirrored = a * d - b * c < 0
  const degrees = (Math.atan2(b, mirrored ? -a : a) * 180) / Math.PI
  const quarter = (Math.round(degrees / 90) + 4) % 4
  return { rotation: QUARTERS[quarter] ?? 0, mirrored }
}

/**
 * Turns and mirrors packed RGB24 pixels.
 * @param width of the input
 * @returns the input itself when nothing is to do
 */
export function orientRgb(data: Uint8Array, width: number, height: number, orientation: Orientation): Uint8Array {
  if (orientation.rotation === 0 && !orientation.mirrored) return data
  const { origin, perX, perY } = targets(width, height, orientation)
  const out = new Uint8Array(data.length)
  let from = 0
  for (let y = 0; y < height; y += 1) {
    let to = (origin + y * perY) * 3
    for (let x = 0; x < width; x += 1) {
      out[to] = data[from] as number
      out[to + 1] = data[from + 1] as number
      out[to + 2] = data[from + 2] as number
      from += 3
      to += perX * 3
    }
  }
  return out
}

/** Where the first pixel goes, and how far a step right or down in the input moves in the output, in pixels. */
function targets(width: number, height: number, { rotation, mirrored }: Orientation) {
  const outWidth = rotation === 90 || rotation === 270 ? height : width
  const [column, row, columnPerX, rowPerX, columnPerY, rowPerY] = turns(width, height)[rotation]
  const sign = mirrored ? -1 : 1
  return {
    origin: row * outWidth + (mirrored ? outWidth - 1 - column : column),
    perX: rowPerX * outWidth + sign * columnPerX,
    perY: rowPerY * outWidth + sign * columnPerY,
  }
}

type Turn = [column: number, row: number, columnPerX: number, rowPerX: number, columnPerY: number, rowPerY: number]

function turns(width: number, height: number): Record<Rotation, Turn> {
  return {
    0: [0, 0, 1, 0, 0, 1],
    90: [height - 1, 0, 0, 1, -1, 0],
    180: [width - 1, height - 1, -1, 0, 0, -1],
    270: [0, width - 1, 0, -1, 1, 0],
  }
}

const ONE = 65_536
const LAST_ONE = 2 ** 30
const COLUMNS: Record<Rotation, [number, number]> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }

/** The 36 bytes that make players turn a track clockwise; the inverse of readDisplayMatrix. Source: libavutil/display.h */
export function writeDisplayMatrix(rotation: Rotation): Buffer {
  const [cosine, sine] = COLUMNS[rotation]
  const bytes = Buffer.alloc(36)
  const values = [cosine * ONE, sine * ONE, 0, -sine * ONE, cosine * ONE, 0, 0, 0, LAST_ONE]
  for (const [at, value] of values.entries()) bytes.writeInt32LE(value, at * 4)
  return bytes
}

type SourceGeometry = Orientation & { sampleAspect: { num: number; den: number } }

/** Orientation and sample aspect: the container's word before the codec's. Source: docs/spec/frames.md [FR12] */
export function sourceGeometry(stream: Stream, facts: FrameFacts): SourceGeometry {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX) ?? facts.displayMatrix
  const { num, den } = stream.sampleAspectRatio
  return { ...readDisplayMatrix(matrix), sampleAspect: num > 0 && den > 0 ? { num, den } : facts.sampleAspect }
}
