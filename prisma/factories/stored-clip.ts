import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createRng } from '@/lib/domain/shared'
import type { Context } from '@/lib/platform/context'
import type { Video } from '@/lib/platform/db'
import { encodeVideo } from '@/workers/media'
import { createVideo, evenPts } from './media'

const BLOCK_PX = 8

type Clip = { width: number; height: number; frames: number; fps: number }

/** Coloured blocks, other ones in every frame. */
function* blockPictures({ width, height, frames }: Clip, seed: string): Generator<Uint8Array> {
  const columns = Math.ceil(width / BLOCK_PX)
  const blocks = columns * Math.ceil(height / BLOCK_PX)
  for (let frame = 0; frame < frames; frame += 1) {
    const rng = createRng(`${seed}/${frame}`)
    const colours = Uint8Array.from({ length: blocks * 3 }, () => rng.int(256))
    const rgb = new Uint8Array(width * height * 3)
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const block = Math.floor(Math.floor(pixel / width) / BLOCK_PX) * columns + Math.floor((pixel % width) / BLOCK_PX)
      rgb.set(colours.subarray(block * 3, block * 3 + 3), pixel * 3)
    }
    yield rgb
  }
}

type Of = { projectId: string; promptId: string; generatorId: string }

/** A ready video with real bytes in storage; each seed has different pictures. */
export async function createStoredVideo(
  ctx: Context,
  { seed, ...of }: Of & { seed: string },
  clip: Clip = { width: 64, height: 48, frames: 8, fps: 8 },
): Promise<Video> {
  return storeVideo(ctx, of, { ...clip, pictures: blockPictures(clip, seed) })
}

/** A ready video of the given pictures: RGB, row-major. */
export async function storeVideo(
  ctx: Context,
  of: Of,
  { width, height, frames, fps, pictures }: Clip & { pictures: Iterable<Uint8Array> },
): Promise<Video> {
  const ptsUs = evenPts(frames, fps)
  const file = path.join(await ctx.storage.scratch(), `${crypto.randomUUID()}.mp4`)
  await encodeVideo(file, { width, height, ptsUs, frames: pictures, codec: 'vp9', quality: 'fast' })
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const storageKey = `originals/${sha256.slice(0, 2)}/${sha256}`
  const servedKey = `served/${sha256.slice(0, 2)}/${sha256}.mp4`
  await ctx.storage.write(servedKey, await readFile(file))
  await ctx.storage.adopt(file, storageKey)
  const size = { codedWidth: width, codedHeight: height, displayWidth: width, displayHeight: height }
  return createVideo(ctx.db, { ...of, ...size, sha256, storageKey, servedKey, container: 'mp4', ptsUs })
}
