import type { z } from 'zod'
import type { jobs } from '@/lib/contracts/jobs'
import type { Verb } from '@/lib/platform/context'
import { mediaKeys } from './keys'
import { frameTableOf } from './stored'
import type { MediaTools } from './tools'

type Payload = z.infer<(typeof jobs)['decodeFrames']['payload']>

/** Decodes a block of frames into storage; those already there are skipped. */
export async function storeFrames({
  ctx,
  input,
  media,
  signal,
}: Verb<Payload> & { media: MediaTools; signal: AbortSignal }): Promise<void> {
  const video = await ctx.db.video.findUnique({ where: { id: input.videoId, state: 'ready' } })
  if (!video) return
  const end = Math.min(video.frameCount ?? 0, input.firstIndex + input.count)
  const missing: number[] = []
  for (let index = input.firstIndex; index < end; index += 1) {
    if ((await ctx.storage.size(mediaKeys.frame(video.sha256, index))) === null) missing.push(index)
  }
  if (missing.length === 0) return
  const request = {
    file: await ctx.storage.localPath(video.storageKey),
    indices: missing,
    ptsUs: frameTableOf(video).ptsUs,
    format: 'webp' as const,
    scratch: await ctx.storage.scratch(),
  }
  for await (const { index, image } of media.frameImages(request, signal)) {
    await ctx.storage.write(mediaKeys.frame(video.sha256, index), image)
  }
}
