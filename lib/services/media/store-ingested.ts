import { jobs } from '@/lib/contracts/jobs'
import { createFrameTable, encodeFrameTable } from '@/lib/domain/media'
import { audit } from '@/lib/platform/audit'
import { type Context, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { mediaKeys, storedObjects } from './keys'
import type { IngestedMedia } from './tools'

/** The clip was deleted while it was taken in, and its objects came after the job that removed them. */
async function dropObjects(tx: Tx, videoId: string, sha256: string): Promise<void> {
  if (await tx.video.findFirst({ where: { id: videoId, deletingAt: null }, select: { id: true } })) return
  for (const objects of storedObjects({ sha256 })) await enqueue(tx, jobs.removeMedia, objects)
}

/** Files first, row last: a video is ready only when all that belongs to it is stored. */
export async function storeIngested(
  ctx: Context,
  videoId: string,
  sha256: string,
  media: IngestedMedia,
): Promise<void> {
  const { sampleAspect, ptsUs, posterPath, filmstrip, proxyPath, reducedPath, durationUs, ...facts } = media
  const proxyKey = proxyPath ? mediaKeys.proxy(sha256) : null
  if (proxyPath && proxyKey) await ctx.storage.adopt(proxyPath, proxyKey)
  const reducedKey = reducedPath ? mediaKeys.reduced(sha256) : null
  if (reducedPath && reducedKey) await ctx.storage.adopt(reducedPath, reducedKey)
  await ctx.storage.adopt(posterPath, mediaKeys.poster(sha256))
  await ctx.storage.adopt(filmstrip.path, mediaKeys.filmstrip(sha256))
  const { path: _, ...cells } = filmstrip
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.video.updateMany({
      where: { id: videoId, state: 'probing', deletingAt: null },
      data: {
        ...facts,
        sampleAspectNum: sampleAspect.num,
        sampleAspectDen: sampleAspect.den,
        frameCount: ptsUs.length,
        frameTable: Buffer.from(encodeFrameTable(createFrameTable(ptsUs))),
        durationUs: BigInt(durationUs),
        proxyKey,
        reducedKey,
        posterKey: mediaKeys.poster(sha256),
        filmstripKey: mediaKeys.filmstrip(sha256),
        filmstrip: cells,
        state: 'ready',
      },
    })
    if (count === 0) return dropObjects(tx, videoId, sha256)
    const { projectId, promptId } = await tx.video.findUniqueOrThrow({ where: { id: videoId } })
    await enqueue(tx, jobs.buildPairs, { projectId, promptId })
    await audit(tx, ctx, { projectId, verb: 'video.ready', entityType: 'video', entityId: videoId })
  })
}

export async function storeRefused(
  ctx: Context,
  videoId: string,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.video.updateMany({
      where: { id: videoId, state: 'probing' },
      data: { state: 'refused', refusalCode: code, refusalReason: message },
    })
    if (count === 0) return
    const { projectId } = await tx.video.findUniqueOrThrow({ where: { id: videoId } })
    await audit(tx, ctx, {
      projectId,
      verb: 'video.refuse',
      entityType: 'video',
      entityId: videoId,
      difference: { code },
    })
  })
}
