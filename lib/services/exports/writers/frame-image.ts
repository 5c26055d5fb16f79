import sharp from 'sharp'
import { sha256Bytes } from './file-sink'

/** An encoded frame as the caller decodes it: JPEG or PNG, RGB, upright. */
export type EncodedFrame = { bytes: Uint8Array; width: number; height: number }
export type FrameImage = (videoId: string, frameIndex: number) => Promise<EncodedFrame>

export type CheckedImage = EncodedFrame & { sha256: string; extension: 'jpg' | 'png' }

/** Qwen2.5-VL sees patches of 28 pixels; a smaller side is refused by its processor. */
const MIN_SIDE_PX = 28

/**
 * Checks what a trainer will meet when it opens the image.
 * @param name of the frame, for the message
 * @throws RangeError naming the frame and what is wrong with its image
 * Source: docs/spec/export.md [EX34]
 */
export async function checkImage(name: string, { bytes, width, height }: EncodedFrame): Promise<CheckedImage> {
  const found = await sharp(bytes)
    .metadata()
    .catch((error: unknown) =>
      refuse(name, `its image cannot be read: ${error instanceof Error ? error.message : error}`),
    )
  if (found.format !== 'jpeg' && found.format !== 'png')
    refuse(name, `its image is ${found.format}; encode JPEG or PNG`)
  if (found.channels !== 3) refuse(name, `its image has ${found.channels} channels; encode RGB without alpha`)
  if ((found.orientation ?? 1) !== 1) refuse(name, 'its image has an EXIF rotation; turn the pixels instead')
  if (found.width !== width || found.height !== height) {
    refuse(name, `its image is ${found.width}×${found.height}, but ${width}×${height} was announced`)
  }
  if (Math.min(width, height) < MIN_SIDE_PX) refuse(name, `${width}×${height} is below ${MIN_SIDE_PX} pixels a side`)
  return { bytes, width, height, sha256: sha256Bytes(bytes), extension: found.format === 'jpeg' ? 'jpg' : 'png' }
}

function refuse(name: string, problem: string): never {
  throw new RangeError(`Frame ${name} cannot be exported: ${problem}.`)
}
