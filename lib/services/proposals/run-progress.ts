import { jobs } from '@/lib/contracts/jobs'
import {
  type EngineDescription,
  hasTooManyFailures,
  runMachine,
  runStateOf,
  runVideoMachine,
} from '@/lib/domain/proposals'
import { storableText } from '@/lib/domain/shared'
import { audit, type Context, withTransaction } from '@/lib/platform/context'
import type { Prisma, Tx } from '@/lib/platform/db'
import { enqueue, withdraw } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'
import { lockRun } from './internal'

/** Characters of a reason that a page shows. */
const MOST_REASON = 1000

type Work = { runId: string; run: { projectId: string } }
type ClipWork = Work & { id: string }

/** The lock on the run keeps it in this state while the clip is written. */
const IN_A_RUN_UNDER_WAY = { run: { state: { in: ['queued', 'running'] } } } satisfies Prisma.RunVideoWhereInput

/** Marks the clip and its run as running. @returns false when the run has ended before */
export async function beginRunVideo(ctx: Context, work: ClipWork, description: EngineDescription): Promise<boolean> {
  const provider = storableText(description.provider, MOST_REASON)
  const providerReasons = description.providerReasons.map((reason) => storableText(reason, MOST_REASON))
  return withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const begun = await transition(tx, runVideoMachine, {
      where: { id: work.id, ...IN_A_RUN_UNDER_WAY },
      to: 'running',
      data: { attempts: { increment: 1 } },
    })
    if (begun.length === 0) return false
    await tx.run.updateMany({ where: { id: work.runId, startedAt: null }, data: { startedAt: ctx.now() } })
    await transition(tx, runMachine, { where: { id: work.runId }, to: 'running' })
    await tx.run.update({ where: { id: work.runId }, data: { provider, providerReasons } })
    return true
  })
}

/** Whose fault it is that a clip failed. Only what the engine fails speaks against the whole run. */
export type Fault = 'clip' | 'engine'
type Ending = { to: 'done'; score: number } | { to: 'failed'; error: string; fault: Fault }

/** Clips that were done since the run started or was retried. */
async function doneSince(tx: Tx, { id, startedAt }: { id: string; startedAt: Date | null }): Promise<number> {
  if (!startedAt) return 0
  return tx.runVideo.count({ where: { runId: id, state: 'done', finishedAt: { gte: startedAt } } })
}

/** @returns whether the run fails because of it. Source: docs/spec/proposals.md [PP20] */
async function countEngineFailure(tx: Tx, { runId }: Work): Promise<boolean> {
  const run = await tx.run.update({ where: { id: runId }, data: { engineFailures: { increment: 1 } } })
  const atWork = await tx.runVideo.count({ where: { runId, state: 'running' } })
  return hasTooManyFailures({ engineFailures: run.engineFailures, done: await doneSince(tx, run), atWork })
}

async function closeRun(
  tx: Tx,
  ctx: Context,
  work: Work,
  end: { to: 'done' | 'failed' | 'cancelled'; error: string | null },
): Promise<void> {
  const { runId, run } = work
  const { to, error } = end
  const ended = await transition(tx, runMachine, { where: { id: runId }, to, data: { error, finishedAt: ctx.now() } })
  if (ended.length === 0) return
  // Others are at these; this one's clip has ended, or was not begun.
  await transition(tx, runVideoMachine, { where: { runId }, from: ['running'], to: 'cancelled' })
  await audit(tx, ctx, { projectId: run.projectId, verb: `run.${to}`, entityId: runId })
  await enqueue(tx, jobs.refreshQueue, { projectId: run.projectId })
  await enqueue(tx, jobs.evaluateRun, { runId })
}

/** Ends a clip; the last one to end closes the run. The lock on the run makes the last two wait for one another. */
export async function endRunVideo(ctx: Context, work: ClipWork, ending: Ending): Promise<void> {
  // Recording a failure must not fail because of the text of that failure.
  const reason = ending.to === 'failed' ? storableText(ending.error, MOST_REASON) : null
  const result = ending.to === 'failed' ? { error: reason } : { score: ending.score }
  await withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const ended = await transition(tx, runVideoMachine, {
      where: { id: work.id, ...IN_A_RUN_UNDER_WAY },
      to: ending.to,
      data: { ...result, finishedAt: ctx.now() },
    })
    if (ended.length === 0) return
    const isOfEngine = ending.to === 'failed' && ending.fault === 'engine'
    const isGivenUp = isOfEngine && (await countEngineFailure(tx, work))
    const videos = await tx.runVideo.groupBy({ by: ['state'], where: { runId: work.runId }, _count: true })
    const state = isGivenUp ? 'failed' : runStateOf(videos.map((video) => video.state))
    if (state === 'running') return
    await closeRun(tx, ctx, work, { to: state, error: state === 'failed' && isOfEngine ? reason : null })
  })
}

/** Ends a run whose engine cannot be opened; waiting clips stay queued, for a retry. */
export async function endRun(ctx: Context, work: Work, reason: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    await closeRun(tx, ctx, work, { to: 'failed', error: storableText(reason, MOST_REASON) })
  })
}

/** Takes clips out of the runs that are at them; a run that has no other left to do ends. */
export async function dropClips(tx: Tx, ctx: Context, videoIds: readonly string[]): Promise<void> {
  // In SQL, where any number of ids is one parameter.
  const runs = await tx.$queryRaw<{ id: string; projectId: string }[]>`
    SELECT id, "projectId" FROM "Run" WHERE id IN (
      SELECT "runId" FROM "RunVideo" WHERE "videoId" = ANY(${[...videoIds]}::uuid[]) AND state IN ('queued', 'running')
    ) ORDER BY id`
  const videoId = { in: [...videoIds] }
  for (const run of runs) {
    await lockRun(tx, run.id)
    await transition(tx, runVideoMachine, { where: { runId: run.id, videoId }, to: 'cancelled' })
    const videos = await tx.runVideo.groupBy({ by: ['state'], where: { runId: run.id }, _count: true })
    const state = runStateOf(videos.map((video) => video.state))
    if (state !== 'running') await closeRun(tx, ctx, { runId: run.id, run }, { to: state, error: null })
  }
}

/** Ends runs that are about to go, and everything that measures or scores for them. */
export async function withdrawRuns(tx: Tx, ctx: Context, runIds: readonly string[]): Promise<void> {
  for (const runId of runIds.toSorted()) {
    await lockRun(tx, runId)
    await transition(tx, runMachine, { where: { id: runId }, to: 'cancelled', data: { finishedAt: ctx.now() } })
    await transition(tx, runVideoMachine, { where: { runId }, to: 'cancelled' })
    await withdraw(tx, jobs.evaluateRun, { runId })
  }
}
