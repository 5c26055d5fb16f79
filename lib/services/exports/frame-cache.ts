import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { frameIdOf, type ReleasePlan } from '@/lib/domain/exports'
import type { Context } from '@/lib/platform/context'
import type { MediaTools } from '@/lib/services/media'
import { frameTableOf } from '@/lib/services/media'
import type { FrameImage } from './writers'

type Size = { width: number; height: number }

function framesByVideo(plan: ReleasePlan): Map<string, number[]> {
  const wanted = new Map<string, Set<number>>()
  for (const { frames } of plan.pairs) {
    for (const { videoId, frameIndex } of frames)
      wanted.set(videoId, (wanted.get(videoId) ?? new Set()).add(frameIndex))
  }
  return new Map([...wanted].map(([videoId, indices]) => [videoId, [...indices].sort((a, b) => a - b)]))
}

type Options = {
  plan: ReleasePlan
  folder: string
  media: MediaTools
  signal: AbortSignal
  onVideo: (share: number) => Promise<void>
}

/** Decodes every frame of a release, one pass a clip, into a folder; the writer then asks for them in its own order. */
export async function cacheFrames(
  ctx: Context,
  { plan, folder, media, signal, onVideo }: Options,
): Promise<FrameImage> {
  const sizes = new Map<string, Size>()
  const fileOf = (frameId: string) => path.join(folder, `${frameId}.jpg`)
  const clips = [...framesByVideo(plan)]
  for (const [place, [videoId, indices]] of clips.entries()) {
    const video = await ctx.db.video.findUniqueOrThrow({ where: { id: videoId } })
    const request = {
      file: await ctx.storage.localPath(video.storageKey),
      indices,
      ptsUs: frameTableOf(video).ptsUs,
      format: 'jpeg' as const,
      scratch: folder,
    }
    for await (const { index, image, width, height } of media.frameImages(request, signal)) {
      const frameId = frameIdOf(videoId, index)
      await writeFile(fileOf(frameId), image)
      sizes.set(frameId, { width, height })
    }
    await onVideo((place + 1) / clips.length)
  }
  return async (videoId, frameIndex) => {
    const frameId = frameIdOf(videoId, frameIndex)
    const size = sizes.get(frameId)
    if (!size) throw new RangeError(`Frame ${frameId} was not decoded`)
    const bytes = await readFile(fileOf(frameId))
    await rm(fileOf(frameId), { force: true })
    return { bytes, ...size }
  }
}
