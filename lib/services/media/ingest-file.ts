import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { FULL_BUDGET, type ImportItemState, type IngestBudget, importItemMachine } from '@/lib/domain/media'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import type { Storage } from '@/lib/platform/storage'
import { transition } from '@/lib/platform/transition'
import { closeImportIfDone } from './import-progress'
import { mediaKeys } from './keys'
import { registerVideo, WORKER_FAILED } from './register-video'
import { storeIngested, storeRefused } from './store-ingested'
import { manifestRowOf } from './stored'
import type { MediaTools } from './tools'

/** sha256 of stored bytes, hex, read as a stream. */
async function hashStored(storage: Storage, key: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(storage.read(key), hash)
  return hash.digest('hex')
}

const Input = jobs.ingestFile.payload
export type IngestFile = z.infer<typeof Input>

type Item = {
  id: string
  importId: string
  stagedKey: string | null
  sha256: string | null
  row: unknown
  import: { projectId: string }
}

/** Whether the file has yet to end; it may have ended because its clip or its import was deleted. */
function isUnfinished({ state }: { state: ImportItemState }): boolean {
  return state === 'waiting' || state === 'probing'
}

type Ending = {
  to: 'ready' | 'refused' | 'duplicate'
  reason: string | null
  sha256?: string
  videoId?: string | null
}

/** Of a file that became no clip; it stays while another file or clip has the same content. Source: docs/spec/ingest-budget.md [IB4] */
async function dropOriginal(tx: Tx, sha256: string | null): Promise<void> {
  if (sha256 === null) return
  await enqueue(tx, jobs.removeMedia, { sha256, keys: [mediaKeys.original(sha256)], folders: [] })
}

async function endItem(ctx: Context, item: Item, { to, ...ending }: Ending): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await transition(tx, importItemMachine, { where: { id: item.id }, to, data: { ...ending, stagedKey: null } })
    if (to === 'refused') await dropOriginal(tx, ending.sha256 ?? item.sha256)
    await closeImportIfDone(tx, item.importId)
  })
  if (item.stagedKey) await ctx.storage.remove(item.stagedKey)
}

/** Hash first, store it, then move: after a kill, the next attempt finds the bytes under one of the two keys. */
async function takeBytes(ctx: Context, item: Item): Promise<string | null> {
  const { stagedKey } = item
  const isStaged = stagedKey !== null && (await ctx.storage.size(stagedKey)) !== null
  if (!isStaged)
    return item.sha256 && (await ctx.storage.size(mediaKeys.original(item.sha256))) !== null ? item.sha256 : null
  const sha256 = await hashStored(ctx.storage, stagedKey)
  const take = { where: { id: item.id }, to: 'probing', data: { sha256 } } as const
  if ((await transition(ctx.db, importItemMachine, take)).length === 0) return null
  await ctx.storage.adopt(await ctx.storage.localPath(stagedKey), mediaKeys.original(sha256))
  return sha256
}

const OVER_BUDGET = ['too-heavy', 'too-slow']

/** The file is read from the start in the lane of large ones, so that others pass by. */
async function giveWay(ctx: Context, importItemId: string): Promise<void> {
  await withTransaction(ctx, (tx) => enqueue(tx, jobs.ingestLargeFile, { importItemId }))
}

/**
 * Takes one received file in: hashes it, finds duplicates, probes it and makes what players need.
 * Every step may be repeated after a kill without doubling anything.
 * @param budget a file that is over a smaller one than the full is left for the lane of large files
 * Source: docs/spec/ingest-budget.md [IB3]
 */
export async function ingestFile({
  ctx,
  input,
  media,
  signal,
  budget = FULL_BUDGET,
}: Verb<IngestFile> & { media: MediaTools; signal: AbortSignal; budget?: IngestBudget }): Promise<void> {
  const { importItemId } = Input.parse(input)
  const item = await ctx.db.importItem.findUnique({
    where: { id: importItemId },
    include: { import: { select: { projectId: true } } },
  })
  if (!item || !isUnfinished(item)) return
  const sha256 = await takeBytes(ctx, item)
  if (!sha256) {
    return endItem(ctx, item, {
      to: 'refused',
      reason: 'The received file is no longer on the server; import the file again.',
    })
  }
  const registered = await registerVideo(ctx, item.import.projectId, item.id, sha256, manifestRowOf(item))
  if (registered.type === 'known') {
    return endItem(ctx, item, {
      sha256,
      videoId: registered.videoId,
      to: registered.state,
      reason: registered.reason,
    })
  }
  if (registered.type === 'refused') return endItem(ctx, item, { sha256, to: 'refused', reason: registered.reason })
  const outcome = await media.ingest(
    await ctx.storage.localPath(mediaKeys.original(sha256)),
    await ctx.storage.scratch(),
    budget,
    signal,
  )
  const { videoId } = registered
  if (outcome.type === 'refused' && budget !== FULL_BUDGET && OVER_BUDGET.includes(outcome.code)) {
    return giveWay(ctx, importItemId)
  }
  if (outcome.type === 'refused') await storeRefused(ctx, videoId, outcome)
  else await storeIngested(ctx, videoId, sha256, outcome.media)
  const warned =
    outcome.type === 'ready' ? outcome.media.warnings.map((warning) => warning.message).join(' ') : outcome.message
  await endItem(ctx, item, { sha256, videoId, to: outcome.type, reason: warned || null })
}

/** Refuses a file after the last attempt, so that the import ends and shows the reason. */
export async function giveUpFile({ ctx, input, reason }: Verb<IngestFile> & { reason: string }): Promise<void> {
  const { importItemId } = Input.parse(input)
  const item = await ctx.db.importItem.findUnique({
    where: { id: importItemId },
    include: { import: { select: { projectId: true } } },
  })
  if (!item || !isUnfinished(item)) return
  const video = item.sha256
    ? await ctx.db.video.findUnique({
        where: { projectId_sha256: { projectId: item.import.projectId, sha256: item.sha256 } },
      })
    : null
  if (video?.state === 'probing') await storeRefused(ctx, video.id, { code: WORKER_FAILED, message: reason })
  await endItem(ctx, item, { to: 'refused', reason, videoId: video?.id ?? null })
}
