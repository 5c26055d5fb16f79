import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import type { QueuePolicy } from '@/lib/domain/accounts'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { settingsOf } from '@/lib/services/accounts'
import { findMisplaced, refreshTasks } from './refresh-tasks'

const BATCH = 2000

const Input = jobs.refreshQueue.payload
export type RefreshQueue = z.infer<typeof Input>

type Place = { id: string; createdAt: Date }

/** The open tasks after `after`, oldest first. A plain read: no one waits for it. */
export async function openTasksAfter(db: Tx, projectId: string, after: Place | null): Promise<Place[]> {
  return db.$queryRaw<Place[]>`
    SELECT id, "createdAt" FROM "Task"
    WHERE "projectId" = ${projectId}::uuid AND state = 'open'
      AND ("createdAt", id) > (${after?.createdAt ?? new Date(0)}::timestamptz, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    ORDER BY "createdAt", id LIMIT ${BATCH}`
}

/**
 * The tasks that no one else is writing at this moment, locked; waiting for the others while holding locks may
 * deadlock.
 */
async function lockFree(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Task" WHERE id = ANY(${[...taskIds]}::uuid[]) FOR NO KEY UPDATE SKIP LOCKED`
  return rows.map(({ id }) => id)
}

async function moveTasks(ctx: Context, policy: QueuePolicy, taskIds: readonly string[]): Promise<number> {
  let moved = 0
  const free = await withTransaction(ctx, async (tx) => {
    const locked = await lockFree(tx, taskIds)
    moved += await refreshTasks(tx, { policy, taskIds: locked })
    return new Set(locked)
  })
  for (const id of taskIds) if (!free.has(id)) moved += await refreshTasks(ctx.db, { policy, taskIds: [id] })
  return moved
}

async function policyOf(ctx: Context, projectId: string) {
  const project = await ctx.db.project.findUnique({ where: { id: projectId }, select: { id: true, settings: true } })
  return project && settingsOf(project).queuePolicy
}

/**
 * Puts every open task of the project at its place in the queue, batch by batch; repeating it changes nothing.
 * @returns how many tasks moved
 * Source: docs/spec/queue.md [QU20]
 */
export async function refreshQueue({ ctx, input }: Verb<RefreshQueue>): Promise<{ moved: number }> {
  const { projectId } = Input.parse(input)
  const policy = await policyOf(ctx, projectId)
  if (!policy) return { moved: 0 }
  let moved = 0
  for (let after: Place | null = null; ; ) {
    const batch: Place[] = await openTasksAfter(ctx.db, projectId, after)
    // Reading first: a lock is a write too, and most batches of most jobs have nothing to move.
    const taskIds = await findMisplaced(ctx.db, { policy, taskIds: batch.map(({ id }) => id) })
    if (taskIds.length > 0) moved += await moveTasks(ctx, policy, taskIds)
    after = batch.at(-1) ?? null
    if (batch.length < BATCH) return { moved }
  }
}
