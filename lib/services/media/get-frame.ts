import { GetFrame } from '@/lib/contracts/http/media'
import { jobs } from '@/lib/contracts/jobs'
import { type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { signMediaUrl, viewerOf } from '@/lib/platform/media-url'
import { enqueue } from '@/lib/platform/queue'
import { requireFrame } from './frame-access'
import { mediaKeys } from './keys'

/** Frames are decoded in blocks, so that stepping on costs one job in sixteen steps. */
const BLOCK = 16
const RETRY_AFTER_MS = 150

/** One exact frame of a clip; `url` is null until the worker has decoded its block. */
export async function getFrame({ ctx, input }: Verb<GetFrame>): Promise<{ url: string | null; retryAfterMs: number }> {
  const { videoId: ref, frameIndex } = GetFrame.parse(input)
  const video = await requireFrame(ctx, ref, frameIndex)
  if (video.state !== 'ready' || frameIndex >= (video.frameCount ?? 0)) {
    throw invalid(
      'frame-index',
      `The clip has the frames 0 to ${(video.frameCount ?? 0) - 1}; there is no frame ${frameIndex}.`,
    )
  }
  const key = mediaKeys.frame(video.sha256, frameIndex)
  if ((await ctx.storage.size(key)) !== null)
    return { url: signMediaUrl(key, 'image/webp', viewerOf(ctx)), retryAfterMs: 0 }
  const firstIndex = Math.floor(frameIndex / BLOCK) * BLOCK
  await withTransaction(ctx, (tx) =>
    enqueue(tx, jobs.decodeFrames, { videoId: video.id, firstIndex, count: BLOCK }, { priority: -10 }),
  )
  return { url: null, retryAfterMs: RETRY_AFTER_MS }
}

/** Has the worker decode one frame ahead of being asked for; one that is there already costs nothing. */
export async function prepareFrame(tx: Tx, { videoId, frameIndex }: { videoId: string; frameIndex: number }) {
  await enqueue(tx, jobs.decodeFrames, { videoId, firstIndex: frameIndex, count: 1 })
}
