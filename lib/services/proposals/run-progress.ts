import { jobs } from '@/lib/contracts/jobs'
import { type EngineDescription, isHopeless, runStateOf } from '@/lib/domain/proposals'
import { storableText } from '@/lib/domain/shared'
import { audit } from '@/lib/platform/audit'
import { type Context, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { lockRun } from './lock-run'

/** Characters of a reason that a page shows. */
const MOST_REASON = 1000

type Work = { id: string; runId: string; run: { projectId: string } }

/** Marks the clip and its run as running. @returns false when the run has ended before */
export async function beginRunVideo(ctx: Context, work: Work, description: EngineDescription): Promise<boolean> {
  const provider = storableText(description.provider, MOST_REASON)
  const providerReasons = description.providerReasons.map((reason) => storableText(reason, MOST_REASON))
  return withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const { count } = await tx.runVideo.updateMany({
      where: { id: work.id, state: { in: ['queued', 'running'] }, run: { state: { in: ['queued', 'running'] } } },
      data: { state: 'running', attempts: { increment: 1 } },
    })
    if (count === 0) return false
    await tx.run.updateMany({ where: { id: work.runId, startedAt: null }, data: { startedAt: ctx.now() } })
    await tx.run.updateMany({
      where: { id: work.runId, state: { in: ['queued', 'running'] } },
      data: { state: 'running', provider, providerReasons },
    })
    return true
  })
}

/** Whose fault it is that a clip failed. Only what the engine fails speaks against the whole run. */
export type Fault = 'clip' | 'engine'
type Ending = { state: 'done'; score: number } | { state: 'failed'; error: string; fault: Fault }

/** Clips that were done since the run was taken up or retried. */
async function doneSince(tx: Tx, { id, startedAt }: { id: string; startedAt: Date | null }): Promise<number> {
  if (!startedAt) return 0
  return tx.runVideo.count({ where: { runId: id, state: 'done', finishedAt: { gte: startedAt } } })
}

/** @returns whether the run is given up for it. Source: docs/spec/proposals.md [PP20] */
async function countEngineFailure(tx: Tx, { runId }: Work): Promise<boolean> {
  const run = await tx.run.update({ where: { id: runId }, data: { engineFailures: { increment: 1 } } })
  const atWork = await tx.runVideo.count({ where: { runId, state: 'running' } })
  return isHopeless({ engineFailures: run.engineFailures, done: await doneSince(tx, run), atWork })
}

async function closeRun(
  tx: Tx,
  ctx: Context,
  work: Work,
  end: { state: 'done' | 'failed' | 'cancelled'; error: string | null },
): Promise<void> {
  const { runId, run } = work
  const ended = await tx.run.updateMany({
    where: { id: runId, state: { in: ['queued', 'running'] } },
    data: { ...end, finishedAt: ctx.now() },
  })
  if (ended.count === 0) return
  // Others are at these; this one's clip has ended, or was not begun.
  await tx.runVideo.updateMany({ where: { runId, state: 'running' }, data: { state: 'cancelled' } })
  await audit(tx, ctx, { projectId: run.projectId, verb: `run.${end.state}`, entityType: 'run', entityId: runId })
  await enqueue(tx, jobs.refreshQueue, { projectId: run.projectId })
  await enqueue(tx, jobs.evaluateRun, { runId })
}

/** Ends a clip; the last one to end closes the run. The lock on the run makes the last two wait for one another. */
export async function endRunVideo(ctx: Context, work: Work, ending: Ending): Promise<void> {
  // The way out of every failure must not fail on the words of that failure.
  const reason = ending.state === 'failed' ? storableText(ending.error, MOST_REASON) : null
  const data = ending.state === 'failed' ? { state: ending.state, error: reason } : ending
  await withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const { count } = await tx.runVideo.updateMany({
      where: { id: work.id, state: { in: ['queued', 'running'] }, run: { state: { in: ['queued', 'running'] } } },
      data: { ...data, finishedAt: ctx.now() },
    })
    if (count === 0) return
    const isOfEngine = ending.state === 'failed' && ending.fault === 'engine'
    const isGivenUp = isOfEngine && (await countEngineFailure(tx, work))
    const videos = await tx.runVideo.groupBy({ by: ['state'], where: { runId: work.runId }, _count: true })
    const state = isGivenUp ? 'failed' : runStateOf(videos.map((video) => video.state))
    if (state === 'running') return
    await closeRun(tx, ctx, work, { state, error: state === 'failed' && isOfEngine ? reason : null })
  })
}

/** Ends a run whose engine cannot be opened; clips that wait go on waiting, for a retry. */
export async function endRun(ctx: Context, work: Work, reason: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    await closeRun(tx, ctx, work, { state: 'failed', error: storableText(reason, MOST_REASON) })
  })
}
