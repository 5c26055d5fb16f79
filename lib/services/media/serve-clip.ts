import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { decodeFrameTable } from '@/lib/domain/media'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx, Video } from '@/lib/platform/db'
import { enqueue, enqueueEach } from '@/lib/platform/queue'
import { adoptCopies, dropObjects } from './store-ingested'
import { warningsOf } from './stored'
import type { MediaTools } from './tools'

type Payload = z.infer<(typeof jobs)['serveClip']['payload']>

/** Ready clips without a copy for browsers: those that were taken in by a version that served originals. */
const UNSERVED = { state: 'ready', servedKey: null, deletingAt: null } as const
const PAGE = 1_000
/** Clips that people bring now come first. */
const PRIORITY = 10

/** How many clips of the installation wait for their copy. */
export function countUnserved({ db }: Pick<Context, 'db'>): Promise<number> {
  return db.video.count({ where: UNSERVED })
}

/** Has the worker make every copy that is missing. @returns their number */
export async function askForCopies(ctx: Context): Promise<number> {
  let asked = 0
  for (let last: string | undefined; ; ) {
    const page = await ctx.db.video.findMany({
      where: { ...UNSERVED, ...(last && { id: { gt: last } }) },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    last = page.at(-1)?.id
    if (!last) return asked
    const payloads = page.map(({ id }) => ({ videoId: id }))
    await enqueueEach(ctx.db, jobs.serveClip, payloads, { priority: PRIORITY })
    asked += page.length
  }
}

/** Copies of earlier versions were named by content: the last project that has it lets them go. */
async function dropEarlierCopies(tx: Tx, { sha256, proxyKey, reducedKey }: Video): Promise<void> {
  const keys = [proxyKey, reducedKey].filter((key) => key !== null)
  if (keys.length === 0) return
  const others = await tx.video.count({
    where: { sha256, OR: [{ proxyKey: { in: keys } }, { reducedKey: { in: keys } }] },
  })
  if (others === 0) await enqueue(tx, jobs.removeMedia, { sha256: null, keys, folders: [] })
}

/**
 * Makes what browsers are given of a clip that has no such copy. It may be repeated after a kill: the row comes last.
 * Source: docs/spec/served-copies.md [SC7]
 */
export async function serveClip({
  ctx,
  input,
  media,
  signal,
}: Verb<Payload> & { media: MediaTools; signal: AbortSignal }): Promise<void> {
  const video = await ctx.db.video.findFirst({ where: { id: input.videoId, ...UNSERVED } })
  if (!video?.frameTable) return
  const stored = (key: string | null) => (key === null ? null : ctx.storage.localPath(key))
  const copies = await media.copies(
    {
      file: await ctx.storage.localPath(video.storageKey),
      proxyFile: await stored(video.proxyKey),
      reducedFile: await stored(video.reducedKey),
      ptsUs: decodeFrameTable(video.frameTable).ptsUs,
      durationUs: Number(video.durationUs),
      displayWidth: video.displayWidth ?? 0,
      displayHeight: video.displayHeight ?? 0,
      scratch: await ctx.storage.scratch(),
    },
    signal,
  )
  const { servedKey, proxyKey, reducedKey } = await adoptCopies(ctx, video.id, copies)
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.video.updateMany({
      where: { id: video.id, ...UNSERVED },
      data: { servedKey, proxyKey, reducedKey },
    })
    if (count === 0) await dropObjects(tx, video.id, video.sha256)
    else await dropEarlierCopies(tx, video)
  })
}

const NOT_SERVED = {
  code: 'not-served',
  message:
    'No copy for browsers could be made of this clip, so no one gets a task with it. Convert the file, for example to H.264 in MP4, and import it again.',
}

/** Records that no copy can be made, for the clip's page. */
export async function giveUpServing({ ctx, input }: Verb<Payload>): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const [video] = await tx.$queryRaw<{ id: string; warnings: unknown }[]>`
      SELECT id, warnings FROM "Video" WHERE id = ${input.videoId}::uuid AND state = 'ready' AND "servedKey" IS NULL FOR UPDATE`
    if (!video) return
    const warnings = warningsOf(video)
    if (warnings.some(({ code }) => code === NOT_SERVED.code)) return
    await tx.video.update({ where: { id: video.id }, data: { warnings: [...warnings, NOT_SERVED] } })
  })
}
