import { randomUUID } from 'node:crypto'
import { CreateTasks } from '@/lib/contracts/http/labelling'
import type { ProjectSettings } from '@/lib/domain/accounts'
import { drawTask } from '@/lib/domain/labelling'
import { audit } from '@/lib/platform/audit'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { refreshTasks } from './refresh-tasks'

const BATCH = 500

type Batch = { created: number; lastPairId: string | null }

/** Random ids, and rows in their order: neither tells which pairs came first. */
function newTasks<Task extends object>(tasks: readonly Task[]): (Task & { id: string })[] {
  return tasks.map((task) => ({ ...task, id: randomUUID() })).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The next pairs without a task, after `afterId`. Each batch is a transaction: a broken one leaves whole batches behind, and the call can be repeated. */
function createBatch(
  ctx: Context,
  order: CreateTasks,
  settings: ProjectSettings,
  { afterId, createdAt }: { afterId: string | null; createdAt: Date },
): Promise<Batch> {
  const { projectId, kinds, asks, seed, overlap } = order
  return withTransaction(ctx, async (tx) => {
    const pairs = await tx.pair.findMany({
      where: { projectId, kind: { in: kinds }, tasks: { none: {} }, ...(afterId ? { id: { gt: afterId } } : {}) },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    const created = await tx.task.createManyAndReturn({
      data: newTasks(
        pairs.map(({ id: pairId }) => ({
          projectId,
          pairId,
          asks,
          overlap: overlap ?? settings.overlap,
          ...drawTask(settings, seed, pairId),
          createdAt,
        })),
      ),
      skipDuplicates: true,
      select: { id: true },
    })
    const count = created.length
    if (count > 0) {
      const taskIds = created.map(({ id }) => id)
      await refreshTasks(tx, { policy: settings.queuePolicy, taskIds })
      const difference = { created: count, kinds, asks, seed }
      await audit(tx, ctx, { projectId, verb: 'task.create', entityType: 'project', entityId: projectId, difference })
    }
    return { created: count, lastPairId: pairs.length < BATCH ? null : (pairs.at(-1)?.id ?? null) }
  })
}

/** Gives every pair of the wanted kinds that has no task one; repeating it creates nothing twice. Source: docs/spec/queue.md [QU2]–[QU4] [QU17] */
export async function createTasks({ ctx, input }: Verb<CreateTasks>): Promise<{ created: number }> {
  const order = CreateTasks.parse(input)
  const { project } = await requireAbility(ctx.db, ctx, order.projectId, 'tasks.manage')
  // Of one call all tasks are of the same age: among them the draw decides. Source: docs/spec/queue.md [QU1]
  const createdAt = ctx.now()
  let created = 0
  let afterId: string | null = null
  do {
    const batch: Batch = await createBatch(ctx, order, project.settings, { afterId, createdAt })
    created += batch.created
    afterId = batch.lastPairId
  } while (afterId !== null)
  return { created }
}
