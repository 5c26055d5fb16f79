import { jobs } from '@/lib/contracts/jobs'
import { counted, MOST_NAMED } from '@/lib/domain/deletion'
import { Prisma, type Tx } from '@/lib/platform/db'
import { enqueue, withdraw } from '@/lib/platform/queue'
import { releaseFolder } from '@/lib/services/exports'
import type { KindRules, Order, Target } from './kind'

const ITEMS_AT_ONCE = 5_000

/** Models whose `training` names one of the releases as their source, by name or checksum. */
async function trainedOn(tx: Tx, { projectId, ids }: Order): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT model.name || ' ' || model.version AS name
    FROM "ModelVersion" AS model
    JOIN "Release" AS release ON release.id = ANY(${ids}::uuid[]) AND (
      model.manifest -> 'training' ->> 'release' = release.name
      OR strpos((model.manifest -> 'training')::text, release."manifestSha256") > 0
    )
    WHERE model."projectId" = ${projectId}::uuid ORDER BY name`
  return rows.map(({ name }) => name)
}

async function weighReleases(tx: Tx, order: Order) {
  const names = await trainedOn(tx, order)
  const pairs = await tx.releaseItem.count({ where: { releaseId: { in: [...order.ids] } } })
  return {
    goes: counted([{ thing: 'releases', count: order.ids.length }]),
    stays: counted([{ thing: 'pairs', count: pairs }]),
    holds: counted([{ thing: 'models', count: names.length, names: names.slice(0, MOST_NAMED) }]),
  }
}

async function removeSomeOfRelease(tx: Tx, { id }: Target): Promise<boolean> {
  const items = await tx.releaseItem.findMany({
    where: { releaseId: id },
    select: { pairId: true },
    take: ITEMS_AT_ONCE,
  })
  const pairId = { in: items.map((item) => item.pairId) }
  await tx.releaseItem.deleteMany({ where: { releaseId: id, pairId } })
  if (items.length === ITEMS_AT_ONCE) return false
  await tx.release.delete({ where: { id } })
  await enqueue(tx, jobs.removeMedia, { sha256: null, keys: [], folders: [releaseFolder(id)] })
  return true
}

/** Source: docs/spec/deletion.md [DE9] */
export const releaseRules: KindRules = {
  kind: 'release',
  ability: 'exports.manage',
  noun: 'release',
  table: 'Release',
  name: Prisma.sql`target.name`,
  weigh: weighReleases,
  mark: async (tx, ctx, { ids }) => {
    for (const releaseId of ids) await withdraw(tx, jobs.buildRelease, { releaseId })
    const where = { id: { in: [...ids] }, deletingAt: null }
    await tx.release.updateMany({ where, data: { deletingAt: ctx.now() } })
  },
  unmark: async (tx, { ids }) => {
    const building = await tx.release.findMany({
      where: { id: { in: [...ids] }, state: 'building' },
      select: { id: true },
    })
    for (const { id: releaseId } of building) await enqueue(tx, jobs.buildRelease, { releaseId })
  },
  removeSome: removeSomeOfRelease,
}
