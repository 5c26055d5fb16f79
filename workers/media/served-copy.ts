import { rename, rm } from 'node:fs/promises'
import { frameCount } from '@/lib/domain/media'
import { copyPackets, startOf, type Timed } from './copy-packets'
import { DECODER_THREADS, type Progress } from './ffmpeg'
import type { IndexedFrame } from './indexed-frames'
import { pickFrames } from './pick-frames'

const COMPARED_FRAMES = 6

/**
 * Writes the pictures of a clip that browsers play into an MP4 of ours, without encoding them again and without
 * anything that its generator wrote beside them.
 * @returns false, and leaves no file, when the copy would not show the same frames at the same times: then the clip
 * needs a proxy
 * Source: docs/spec/served-copies.md [SC4] [SC5] [SC6]
 */
export async function makeServedCopy(
  path: string,
  timed: Timed,
  target: string,
  progress: Progress = {},
): Promise<boolean> {
  const part = `${target}.part`
  try {
    const isWritten = await copyPackets(path, timed, part, progress)
    if (!isWritten || !(await showsTheSame(path, part, timed, progress))) return false
    await rename(part, target)
    return true
  } finally {
    await rm(part, { force: true })
  }
}

/** Every time is compared, and of some frames what the decoder puts out. */
async function showsTheSame(
  original: string,
  copy: string,
  { frameTable: table }: Timed,
  { signal, onFrame }: Progress,
) {
  if ((await startOf(copy, table, signal)) !== 0n) return false
  const last = frameCount(table) - 1
  const places = Array.from({ length: COMPARED_FRAMES }, (_, place) =>
    Math.round((place * last) / (COMPARED_FRAMES - 1)),
  )
  const indices = [...new Set(places)]
  const how = { table, threads: DECODER_THREADS, ...(signal && { signal }) }
  const copied = pickFrames(copy, indices, how)
  try {
    for await (const frame of pickFrames(original, indices, how)) {
      const { value } = await copied.next()
      if (!value || !isSame(frame, value)) return false
      onFrame?.()
    }
    return true
  } catch (error) {
    // One of the two does not give a frame that the table has.
    if (error instanceof RangeError) return false
    throw error
  } finally {
    await copied.return(undefined)
  }
}

/** The chroma location is not compared: no player uses it. */
function isSame({ frame: a }: IndexedFrame, { frame: b }: IndexedFrame): boolean {
  const told = [a, b].map((frame) =>
    [frame.width, frame.height, frame.format, frame.colorRange, frame.colorSpace, frame.colorPrimaries].join(),
  )
  return told[0] === told[1] && a.toBuffer().equals(b.toBuffer())
}
