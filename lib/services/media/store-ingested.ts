import { jobs } from '@/lib/contracts/jobs'
import { createFrameTable, encodeFrameTable, videoMachine } from '@/lib/domain/media'
import { audit, type Context, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'
import { mediaKeys, storedObjects } from './keys'
import type { IngestedMedia, ServedCopies } from './tools'

/** Puts the copies into storage. @returns the columns that name them */
export async function adoptCopies(ctx: Context, videoId: string, { servedPath, isProxy, reducedPath }: ServedCopies) {
  const servedKey = mediaKeys.served(videoId)
  const reducedKey = reducedPath ? mediaKeys.reduced(videoId) : null
  await ctx.storage.adopt(servedPath, servedKey)
  if (reducedPath && reducedKey) await ctx.storage.adopt(reducedPath, reducedKey)
  return { servedKey, proxyKey: isProxy ? servedKey : null, reducedKey }
}

/** The clip was deleted while it was taken in, and its objects came after the job that removed them. */
export async function dropObjects(tx: Tx, videoId: string, sha256: string): Promise<void> {
  if (await tx.video.findFirst({ where: { id: videoId, deletingAt: null }, select: { id: true } })) return
  for (const objects of storedObjects({ id: videoId, sha256 })) await enqueue(tx, jobs.removeMedia, objects)
}

/** Files first, row last: a video is ready only when all that belongs to it is stored. */
export async function storeIngested(
  ctx: Context,
  videoId: string,
  sha256: string,
  media: IngestedMedia,
): Promise<void> {
  const { sampleAspect, ptsUs, posterPath, filmstrip, copies, durationUs, ...facts } = media
  const copyKeys = await adoptCopies(ctx, videoId, copies)
  await ctx.storage.adopt(posterPath, mediaKeys.poster(sha256))
  await ctx.storage.adopt(filmstrip.path, mediaKeys.filmstrip(sha256))
  const { path: _, ...cells } = filmstrip
  await withTransaction(ctx, async (tx) => {
    const stored = await transition(tx, videoMachine, {
      where: { id: videoId, deletingAt: null },
      to: 'ready',
      data: {
        ...facts,
        sampleAspectNum: sampleAspect.num,
        sampleAspectDen: sampleAspect.den,
        frameCount: ptsUs.length,
        frameTable: Buffer.from(encodeFrameTable(createFrameTable(ptsUs))),
        durationUs: BigInt(durationUs),
        ...copyKeys,
        posterKey: mediaKeys.poster(sha256),
        filmstripKey: mediaKeys.filmstrip(sha256),
        filmstrip: cells,
      },
    })
    if (stored.length === 0) return dropObjects(tx, videoId, sha256)
    const { projectId, promptId } = await tx.video.findUniqueOrThrow({ where: { id: videoId } })
    await enqueue(tx, jobs.buildPairs, { projectId, promptId })
    await audit(tx, ctx, { projectId, verb: 'video.ready', entityId: videoId })
  })
}

export async function storeRefused(
  ctx: Context,
  videoId: string,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const refused = await transition(tx, videoMachine, {
      where: { id: videoId },
      to: 'refused',
      data: { refusalCode: code, refusalReason: message },
    })
    if (refused.length === 0) return
    const { projectId } = await tx.video.findUniqueOrThrow({ where: { id: videoId } })
    await audit(tx, ctx, {
      projectId,
      verb: 'video.refuse',
      entityId: videoId,
      difference: { code },
    })
  })
}
