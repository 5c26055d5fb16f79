import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { counted, type Weight } from '@/lib/domain/deletion'
import { importItemMachine, importMachine } from '@/lib/domain/media'
import type { Context } from '@/lib/platform/context'
import { Prisma, type Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'
import { stagedFolder, storedObjects } from '@/lib/services/media'
import { findTargets, type KindRules, type Order, type Target } from './kind'
import { holdTasks, markVideos, videoRules, weighVideos } from './video-rules'

const FILES_AT_ONCE = 500

/** Clips that came with these imports and with no other one. */
async function clipsOf(tx: Tx, { ids }: Pick<Order, 'ids'>): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string | null }[]>`
    SELECT DISTINCT item."videoId" AS id FROM "ImportItem" AS item
    WHERE item."importId" = ANY(${ids}::uuid[]) AND item."videoId" IS NOT NULL AND item.state IN ('ready', 'refused')
      AND NOT EXISTS (
        SELECT FROM "ImportItem" AS other
        WHERE other."videoId" = item."videoId" AND other."importId" <> ALL(${ids}::uuid[])
          AND other.state IN ('ready', 'refused', 'probing')
      )`
  return rows.flatMap(({ id }) => id ?? [])
}

async function holdClips(tx: Tx, order: Order): Promise<void> {
  if (!order.withClips) return
  const ids = await clipsOf(tx, order)
  await findTargets(tx, videoRules, { ids }, true)
  await holdTasks(tx, { ids })
}

async function weighImports(tx: Tx, order: Order): Promise<Weight> {
  const importId = { in: [...order.ids] }
  const files = await tx.importItem.count({ where: { importId } })
  const reading = await tx.importItem.findMany({
    where: { importId, state: 'probing' },
    select: { file: true },
    take: 100,
  })
  const clips = await clipsOf(tx, order)
  const own: Weight['goes'] = [
    { thing: 'imports', count: order.ids.length },
    { thing: 'importFiles', count: files },
  ]
  const held = {
    thing: 'importFiles' as const,
    count: reading.length,
    names: reading.slice(0, 5).map(({ file }) => file),
  }
  if (!order.withClips || clips.length === 0) {
    return { goes: counted(own), stays: counted([{ thing: 'videos', count: clips.length }]), holds: counted([held]) }
  }
  const { goes, holds } = await weighVideos(tx, { ids: clips })
  return { goes: counted([...own, ...goes]), stays: [], holds: counted([held, ...holds]) }
}

async function markImports(tx: Tx, ctx: Context, order: Order): Promise<void> {
  const importId = { in: [...order.ids] }
  if (order.withClips) await markVideos(tx, ctx, { ids: await clipsOf(tx, order) })
  await transition(tx, importItemMachine, {
    where: { importId },
    from: ['waiting'],
    to: 'refused',
    data: { reason: 'The import was deleted.' },
  })
  await transition(tx, importMachine, { where: { id: importId }, to: 'done' })
  await tx.import.updateMany({ where: { id: importId, deletingAt: null }, data: { deletingAt: ctx.now() } })
}

function ofClip(id: string): z.infer<typeof jobs.carryOutDeletion.payload> {
  return { kind: 'video', id }
}

async function removeSomeOfImport(tx: Tx, { id }: Target): Promise<boolean> {
  const items = await tx.importItem.findMany({
    where: { importId: id },
    include: { video: { select: { deletingAt: true } } },
    take: FILES_AT_ONCE,
  })
  for (const { videoId, video, stagedKey, sha256 } of items) {
    if (videoId && video?.deletingAt) await enqueue(tx, jobs.carryOutDeletion, ofClip(videoId))
    if (stagedKey) await enqueue(tx, jobs.removeMedia, { sha256: null, keys: [stagedKey], folders: [] })
    // Bytes that were taken and never became a clip.
    if (!videoId && sha256)
      for (const objects of storedObjects({ sha256 })) await enqueue(tx, jobs.removeMedia, objects)
  }
  await tx.importItem.deleteMany({ where: { id: { in: items.map((item) => item.id) } } })
  if (items.length === FILES_AT_ONCE) return false
  await enqueue(tx, jobs.removeMedia, { sha256: null, keys: [], folders: [stagedFolder(id)] })
  await tx.import.delete({ where: { id } })
  return true
}

/** Source: docs/spec/deletion.md [DE6] */
export const importRules: KindRules = {
  kind: 'import',
  ability: 'media.manage',
  noun: 'import',
  table: 'Import',
  name: Prisma.sql`target.source`,
  hold: holdClips,
  weigh: weighImports,
  mark: markImports,
  removeSome: removeSomeOfImport,
}
