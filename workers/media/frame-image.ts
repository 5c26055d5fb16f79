import sharp from 'sharp'
import type { FrameTable } from '@/lib/domain/media'
import { decodeFrames } from './decode'
import type { FrameSize, Picture } from './painter'

export type ImageFormat = 'webp' | 'png' | 'jpeg'
export type FrameImageOptions = { size?: FrameSize; table?: FrameTable; signal?: AbortSignal }

const QUALITY = 92
const WEBP_MAX_SIDE = 16_383

/**
 * One frame as an image file; PNG is lossless.
 * @throws RangeError when the clip has no such frame
 */
export async function frameImage(
  path: string,
  index: number,
  format: ImageFormat,
  { size = 'native', table, signal }: FrameImageOptions = {},
): Promise<Buffer> {
  for await (const frame of decodeFrames(path, [index], size, signal, table)) return encodeImage(frame, format)
  throw new RangeError(`Frame ${index} does not exist`)
}

/** Packs one picture as an image file. */
export function encodeImage({ width, height, data }: Picture, format: ImageFormat): Promise<Buffer> {
  if (format === 'webp' && Math.max(width, height) > WEBP_MAX_SIDE) {
    throw new RangeError(`WebP allows at most ${WEBP_MAX_SIDE} pixels a side, the picture is ${width}×${height}`)
  }
  const image = sharp(data, { raw: { width, height, channels: 3 } })
  switch (format) {
    case 'png':
      return image.png({ compressionLevel: 4 }).toBuffer()
    case 'jpeg':
      return image.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' }).toBuffer()
    case 'webp':
      return image.webp({ quality: QUALITY, effort: 2 }).toBuffer()
  }
}
