import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CanonicalFrame, ImageCell, ManifestFile, Split } from '@/lib/domain/exports'
import { writeWhole } from './file-sink'
import { type CheckedImage, checkImage, type FrameImage } from './frame-image'

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
