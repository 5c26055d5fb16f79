import { AV_FRAME_DATA_DISPLAYMATRIX } from 'node-av/constants'
import { avGetPixFmtName, type Frame } from 'node-av/lib'

/** What a decoded frame says of itself. */
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
