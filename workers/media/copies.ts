import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { frameCount, needsReduced } from '@/lib/domain/media'
import type { Progress } from './ffmpeg'
import type { Probe } from './probe'
import { makeProxy, makeReduced } from './proxy'
import { makeServedCopy } from './served-copy'

type Clip = Pick<Probe, 'frameTable' | 'durationUs' | 'displayWidth' | 'displayHeight'>
/** Files for browsers. `isProxy`: the pictures were encoded again. `reducedPath` is null where one copy is enough. */
export type Copies = { servedPath: string; isProxy: boolean; reducedPath: string | null }

/** What a clip is copied from: the original, and copies of earlier versions, if there are any. */
export type CopySources = {
  original: string
  /** A file whose pictures browsers play unchanged; null when there is none. */
  playable: string | null
  reduced: string | null
}

/**
 * Makes what browsers are given of a clip.
 * @param folder where the files are put
 * Source: docs/spec/served-copies.md [SC4], docs/spec/frames.md [FR15]–[FR17]
 */
export async function makeCopies(
  { original, playable, reduced }: CopySources,
  clip: Clip,
  folder: string,
  progress: Progress,
): Promise<Copies> {
  const servedPath = path.join(folder, `${randomUUID()}.mp4`)
  const isCopied = playable !== null && (await makeServedCopy(playable, clip, servedPath, progress))
  if (!isCopied) await makeProxy(original, clip, servedPath, progress)
  const isProxy = !isCopied || playable !== original
  const size = { width: clip.displayWidth, height: clip.displayHeight }
  if (isProxy || !needsReduced(size, frameCount(clip.frameTable))) return { servedPath, isProxy, reducedPath: null }
  const reducedPath = path.join(folder, `${randomUUID()}.mp4`)
  const isReduced = reduced !== null && (await makeServedCopy(reduced, clip, reducedPath, progress))
  if (!isReduced) await makeReduced(original, clip, reducedPath, progress)
  return { servedPath, isProxy, reducedPath }
}
