import {
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_UNSPECIFIED,
  AVCOL_SPC_BT709,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_UNSPECIFIED,
  type AVColorRange,
  type AVColorSpace,
} from 'node-av/constants'
import { Frame } from 'node-av/lib'
import { expect, test } from 'vitest'
import { createRgbConverter } from './rgb-converter'

const YUV = [90, 100, 180] as const

async function firstPixel(height: number, matrix: AVColorSpace, range: AVColorRange): Promise<number[]> {
  const frame = new Frame()
  frame.alloc()
  frame.width = 64
  frame.height = height
  frame.format = AV_PIX_FMT_YUV420P
  frame.colorSpace = matrix
  frame.colorRange = range
  frame.getBuffer()
  for (const [plane, value] of YUV.entries()) frame.data?.[plane]?.fill(value)
  const converter = createRgbConverter({ width: 64, height }, 'fine')
  try {
    return [...(await converter.convert(frame)).subarray(0, 3)]
  } finally {
    converter.free()
    frame.free()
  }
}

/** ITU-R BT.709 and BT.601: R = Y + 2(1 − Kr)·Cr, B = Y + 2(1 − Kb)·Cb, G from Y = Kr·R + Kg·G + Kb·B. */
function expected([y, u, v]: readonly [number, number, number], kr: number, kb: number, full: boolean): number[] {
  const luma = full ? y : ((y - 16) * 255) / 219
  const scale = full ? 1 : 255 / 224
  const red = luma + 2 * (1 - kr) * (v - 128) * scale
  const blue = luma + 2 * (1 - kb) * (u - 128) * scale
  return [red, (luma - kr * red - kb * blue) / (1 - kr - kb), blue]
}

const BT709 = [0.2126, 0.0722] as const
const BT601 = [0.299, 0.114] as const

test.each([
  ['BT.709', 96, AVCOL_SPC_BT709, AVCOL_RANGE_UNSPECIFIED, BT709, false],
  ['BT.601', 720, AVCOL_SPC_SMPTE170M, AVCOL_RANGE_UNSPECIFIED, BT601, false],
  ['BT.709, full range', 96, AVCOL_SPC_BT709, AVCOL_RANGE_JPEG, BT709, true],
  ['nothing said, 718 lines', 718, AVCOL_SPC_UNSPECIFIED, AVCOL_RANGE_UNSPECIFIED, BT601, false],
  ['nothing said, 720 lines', 720, AVCOL_SPC_UNSPECIFIED, AVCOL_RANGE_UNSPECIFIED, BT709, false],
] as const)('[FR13] %s', async (_, height, matrix, range, [kr, kb], full) => {
  const pixel = await firstPixel(height, matrix, range)
  for (const [channel, value] of expected(YUV, kr, kb, full).entries()) {
    expect(Math.abs((pixel[channel] as number) - value)).toBeLessThan(2.5)
  }
})
