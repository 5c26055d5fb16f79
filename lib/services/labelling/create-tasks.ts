import { randomUUID } from 'node:crypto'
import { CreateTasks } from '@/lib/contracts/http/labelling'
import type { ProjectSettings } from '@/lib/domain/accounts'
import { drawHoldout, drawPlace } from '@/lib/domain/labelling'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { requireAbility } from '@/lib/services/accounts'
import { fillFamilies } from '@/lib/services/media'
import { refreshTasks } from './refresh-tasks'

const BATCH = 500

type Batch = { created: number; lastPairId: string | null }

/** Random ids, and rows in their order: neither reveals which pairs came first. */
function newTasks<Task extends object>(tasks: readonly Task[]): (Task & { id: string })[] {
  return tasks.map((task) => ({ ...task, id: randomUUID() })).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Families that already have tasks, and whether all of these are held out: each keeps its status. */
async function knownSides(tx: Tx, projectId: string, families: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await tx.$queryRaw<{ family: string | null; holdout: boolean }[]>`
    SELECT prompt.family, bool_and(task.holdout) AS holdout
    FROM "Prompt" AS prompt JOIN "Pair" AS pair ON pair."promptId" = prompt.id JOIN "Task" AS task ON task."pairId" = pair.id
    WHERE prompt."projectId" = ${projectId}::uuid AND prompt.family = ANY(${[...families]}::text[])
    GROUP BY prompt.family`
  return new Map(rows.flatMap(({ family, holdout }) => (family === null ? [] : [[family, holdout] as const])))
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
    // Makers take turns, so that a family never gets two sides.
    await tx.$queryRaw`SELECT id FROM "Project" WHERE id = ${projectId}::uuid FOR NO KEY UPDATE`
    const pairs = await tx.pair.findMany({
      where: {
        projectId,
        kind: { in: kinds },
        tasks: { none: {} },
        videoA: { deletingAt: null },
        videoB: { deletingAt: null },
        ...(afterId ? { id: { gt: afterId } } : {}),
      },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, prompt: { select: { family: true } } },
    })
    const families = [...new Set(pairs.map(({ prompt }) => prompt.family ?? ''))]
    const known = await knownSides(tx, projectId, families)
    const created = await tx.task.createManyAndReturn({
      data: newTasks(
        pairs.map(({ id: pairId, prompt: { family } }) => ({
          projectId,
          pairId,
          asks,
          overlap: overlap ?? settings.overlap,
          holdout: known.get(family ?? '') ?? drawHoldout(settings, seed, family ?? ''),
          draw: drawPlace(seed, pairId),
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
      await audit(tx, ctx, { projectId, verb: 'task.create', entityId: projectId, difference })
    }
    return { created: count, lastPairId: pairs.length < BATCH ? null : (pairs.at(-1)?.id ?? null) }
  })
}

/**
 * Makes one task for every pair of the selected kinds that has none; repeating it makes no duplicates.
 * Source: docs/spec/queue.md [QU2]–[QU4] [QU17]
 */
export async function createTasks({ ctx, input }: Verb<CreateTasks>): Promise<{ created: number }> {
  const order = CreateTasks.parse(input)
  const { project } = await requireAbility(ctx.db, ctx, order.projectId, 'tasks.manage')
  await withTransaction(ctx, (tx) => fillFamilies(tx, order.projectId))
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
