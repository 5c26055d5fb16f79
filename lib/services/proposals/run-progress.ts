import { jobs } from '@/lib/contracts/jobs'
import { type EngineDescription, runStateOf } from '@/lib/domain/proposals'
import { storableText } from '@/lib/domain/shared'
import { audit } from '@/lib/platform/audit'
import { type Context, withTransaction } from '@/lib/platform/context'
import { enqueue } from '@/lib/platform/queue'
import { lockRun } from './lock-run'

/** Characters of a reason that a page shows. */
const MOST_REASON = 1000

type Work = { id: string; runId: string; run: { projectId: string } }

/** Marks the clip and its run as running. @returns false when the run was cancelled before */
export async function beginRunVideo(ctx: Context, work: Work, description: EngineDescription): Promise<boolean> {
  const provider = storableText(description.provider, MOST_REASON)
  const providerReasons = description.providerReasons.map((reason) => storableText(reason, MOST_REASON))
  return withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const { count } = await tx.runVideo.updateMany({
      where: { id: work.id, state: { in: ['queued', 'running'] } },
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

type Ending = { state: 'done'; score: number } | { state: 'failed'; error: string }

/** Ends a clip; the last one to end closes the run. The lock on the run makes the last two wait for one another. */
export async function endRunVideo(ctx: Context, work: Work, ending: Ending): Promise<void> {
  // The way out of every failure must not fail on the words of that failure.
  const stored = ending.state === 'failed' ? { ...ending, error: storableText(ending.error, MOST_REASON) } : ending
  await withTransaction(ctx, async (tx) => {
    await lockRun(tx, work.runId)
    const { count } = await tx.runVideo.updateMany({
      where: { id: work.id, state: { in: ['queued', 'running'] } },
      data: { ...stored, finishedAt: ctx.now() },
    })
    if (count === 0) return
    const videos = await tx.runVideo.groupBy({ by: ['state'], where: { runId: work.runId }, _count: true })
    const state = runStateOf(videos.map((video) => video.state))
    if (state === 'running') return
    const ended = await tx.run.updateMany({
      where: { id: work.runId, state: { in: ['queued', 'running'] } },
      data: { state, finishedAt: ctx.now() },
    })
    if (ended.count > 0) {
      await audit(tx, ctx, {
        projectId: work.run.projectId,
        verb: `run.${state}`,
        entityType: 'run',
        entityId: work.runId,
      })
      await enqueue(tx, jobs.refreshQueue, { projectId: work.run.projectId })
      await enqueue(tx, jobs.evaluateRun, { runId: work.runId })
    }
  })
}
