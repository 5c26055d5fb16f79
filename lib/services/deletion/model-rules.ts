import { counted, MOST_NAMED } from '@/lib/domain/deletion'
import { Prisma, type Tx } from '@/lib/platform/db'
import type { KindRules, Order } from './kind'

async function weighModels(tx: Tx, { ids }: Order) {
  const modelVersionId = { in: [...ids] }
  const evaluations = await tx.evaluation.count({ where: { modelVersionId } })
  const runs = await tx.run.count({ where: { modelVersionId } })
  const newest = await tx.run.findMany({ where: { modelVersionId }, orderBy: { createdAt: 'desc' }, take: MOST_NAMED })
  const names = newest.map(({ createdAt }) => createdAt.toISOString().slice(0, 16).replace('T', ' '))
  return {
    goes: counted([
      { thing: 'models', count: ids.length },
      { thing: 'evaluations', count: evaluations },
    ]),
    stays: [],
    holds: counted([{ thing: 'runs', count: runs, names }]),
  }
}

/** Source: docs/spec/deletion.md [DE8] */
export const modelRules: KindRules = {
  kind: 'model',
  ability: 'runs.manage',
  noun: 'model',
  table: 'ModelVersion',
  name: Prisma.sql`target.name || ' ' || target.version`,
  weigh: weighModels,
  mark: async (tx, ctx, { ids }) => {
    const where = { id: { in: [...ids] }, deletingAt: null }
    await tx.modelVersion.updateMany({ where, data: { deletingAt: ctx.now() } })
  },
  removeSome: async (tx, { id }) => {
    await tx.modelVersion.delete({ where: { id } })
    return true
  },
}
