import {
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  type AVColorRange,
  type AVColorSpace,
  type AVPixelFormat,
  SWS_ACCURATE_RND,
  SWS_BICUBIC,
} from 'node-av/constants'
import { Frame, SoftwareScaleContext } from 'node-av/lib'
import type { Size } from '@/lib/domain/media'
import { check } from './ffmpeg'

/** Turns packed RGB24 into BT.709 limited 4:2:0 frames; each is valid until the next. */
export type YuvConverter = { convert(rgb: Uint8Array, ptsUs: number): Promise<Frame>; free(): void }

export function createYuvConverter({ width, height }: Size): YuvConverter {
  const scaler = new SoftwareScaleContext()
  scaler.allocContext()
  scaler.setOption('sws_flags', SWS_BICUBIC | SWS_ACCURATE_RND)
  const source = new Frame()
  const target = new Frame()
  source.alloc()
  target.alloc()
  return {
    async convert(rgb, ptsUs) {
      const bytes = width * height * 3
      if (rgb.length !== bytes)
        throw new RangeError(`A ${width}×${height} picture has ${bytes} bytes, got ${rgb.length}`)
      allocate(source, { width, height }, AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, AVCOL_RANGE_JPEG)
      allocate(target, { width, height }, AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG)
      copyRows(rgb, source, { width, height })
      check(await scaler.scaleFrame(target, source), 'convert from RGB')
      target.pts = BigInt(ptsUs)
      return target
    },
    free() {
      source.free()
      target.free()
      scaler.freeContext()
    },
  }
}

function allocate(frame: Frame, size: Size, format: AVPixelFormat, matrix: AVColorSpace, range: AVColorRange): void {
  frame.unref()
  frame.width = size.width
  frame.height = size.height
  frame.format = format
  frame.colorSpace = matrix
  frame.colorRange = range
  check(frame.getBuffer(), 'allocate a picture')
}

// Frame.fromVideoBuffer would point into memory that the garbage collector may free.
function copyRows(rgb: Uint8Array, frame: Frame, { width, height }: Size): void {
  const plane = frame.data?.[0]
  const stride = frame.linesize[0]
  if (!plane || !stride) throw new Error('the picture has no memory')
  for (let row = 0; row < height; row += 1)
    plane.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * stride)
}
