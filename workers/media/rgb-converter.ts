import {
  AV_PIX_FMT_RGB24,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_RANGE_UNSPECIFIED,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_UNSPECIFIED,
  SWS_ACCURATE_RND,
  SWS_BICUBIC,
  SWS_BILINEAR,
  SWS_FULL_CHR_H_INT,
} from 'node-av/constants'
import { Frame, SoftwareScaleContext } from 'node-av/lib'
import type { Size } from '@/lib/domain/media'
import { check } from './ffmpeg'
import { pixelFormatName } from './orientation'

const HD_LINES = 720

export type ConvertQuality = 'fine' | 'fast'
/** Scales decoded frames to packed 8-bit RGB of one size. `free` releases the scaler. */
export type RgbConverter = { convert(frame: Frame): Promise<Uint8Array>; free(): void }

// `fine` interpolates colour at full width for pictures that people judge; `fast` is six times quicker, for models and proxies.
const FLAGS: Record<ConvertQuality, number> = {
  fine: SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
  fast: SWS_BILINEAR | SWS_ACCURATE_RND,
}

export function createRgbConverter(size: Size, quality: ConvertQuality): RgbConverter {
  const scaler = new SoftwareScaleContext()
  scaler.allocContext()
  scaler.setOption('sws_flags', FLAGS[quality])
  const target = new Frame()
  target.alloc()
  return {
    async convert(frame) {
      nameColours(frame)
      target.unref()
      target.width = size.width
      target.height = size.height
      target.format = AV_PIX_FMT_RGB24
      target.colorSpace = AVCOL_SPC_RGB
      target.colorRange = AVCOL_RANGE_JPEG
      check(target.getBuffer(), 'allocate a picture')
      check(await scaler.scaleFrame(target, frame), 'convert to RGB')
      return target.toBuffer()
    },
    free() {
      target.free()
      scaler.freeContext()
    },
  }
}

/** Fills in what the file leaves unsaid about matrix and range. Source: docs/spec/frames.md [FR13] */
function nameColours(frame: Frame): void {
  const format = pixelFormatName(frame)
  if (!/^(yuv|nv|p0|p2|p4)/.test(format)) return
  if (frame.colorSpace === AVCOL_SPC_UNSPECIFIED) {
    frame.colorSpace = frame.height >= HD_LINES ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M
  }
  if (frame.colorRange === AVCOL_RANGE_UNSPECIFIED) {
    frame.colorRange = format.startsWith('yuvj') ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
  }
}
