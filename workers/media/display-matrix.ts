import type { Rotation } from '@/lib/domain/media'

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
