import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { CanonicalFrame, ImageCell, ManifestFile, Split } from '@/lib/domain/exports'
import { sha256Bytes, writeWhole } from './file-sink'

/** An encoded frame as the caller decodes it: JPEG or PNG, RGB, upright. */
export type EncodedFrame = { bytes: Uint8Array; width: number; height: number }
export type FrameImage = (videoId: string, frameIndex: number) => Promise<EncodedFrame>

type CheckedImage = EncodedFrame & { sha256: string; extension: 'jpg' | 'png' }

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
    refuse(name, `its image is ${found.width}×${found.height}, but ${width}×${height} was expected`)
  }
  if (Math.min(width, height) < MIN_SIDE_PX) refuse(name, `${width}×${height} is below ${MIN_SIDE_PX} pixels a side`)
  return { bytes, width, height, sha256: sha256Bytes(bytes), extension: found.format === 'jpeg' ? 'jpg' : 'png' }
}

function refuse(name: string, problem: string): never {
  throw new RangeError(`Frame ${name} cannot be exported: ${problem}.`)
}

export const SWIFT_FOLDER = 'ms-swift'

export type Picture = Omit<CheckedImage, 'bytes' | 'extension'> & {
  frameId: string
  cell: ImageCell
  /** Relative to the ms-swift folder. */
  imagePath: string
}

/** The release's pictures: each frame is decoded once, and each picture belongs to one split. */
export type ImageStore = {
  load(frame: CanonicalFrame): Promise<Picture>
  /** The split that the picture's pixels are in already; null when new. */
  splitOf(picture: Picture): Split | null
  claim(picture: Picture, split: Split): void
  /** Writes the picture as a file, once. */
  save(picture: Picture): Promise<void>
  files(): ManifestFile[]
}

export function createImageStore(dir: string, frameImage: FrameImage): ImageStore {
  const splitBySha = new Map<string, Split>()
  const saved = new Map<string, Omit<Picture, 'cell'> & { bytes: number }>()
  return {
    async load(frame) {
      const name = frame.frameId
      const known = saved.get(name)
      if (known) {
        const bytes = await readFile(join(dir, SWIFT_FOLDER, known.imagePath))
        return { ...pick(known), cell: { bytes, path: fileName(known.imagePath) } }
      }
      const checked = await checkImage(name, await frameImage(frame.videoId, frame.frameIndex))
      const path = `${name}.${checked.extension}`
      return {
        ...pick({ ...checked, frameId: name, imagePath: `images/${path}` }),
        cell: { bytes: checked.bytes, path },
      }
    },
    splitOf: (picture) => splitBySha.get(picture.sha256) ?? null,
    claim(picture, split) {
      splitBySha.set(picture.sha256, split)
    },
    async save(picture) {
      if (saved.has(picture.frameId)) return
      const { bytes } = await writeWhole(join(dir, SWIFT_FOLDER, picture.imagePath), picture.cell.bytes)
      saved.set(picture.frameId, { ...pick(picture), bytes })
    },
    files: () =>
      [...saved.values()].map(({ imagePath, sha256, bytes }) => ({
        path: `${SWIFT_FOLDER}/${imagePath}`,
        sha256,
        bytes,
        rows: null,
      })),
  }
}

function pick({ frameId, sha256, width, height, imagePath }: Omit<Picture, 'cell'>): Omit<Picture, 'cell'> {
  return { frameId, sha256, width, height, imagePath }
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
