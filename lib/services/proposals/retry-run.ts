import { InRun, type RunView } from '@/lib/contracts/http/proposals'
import { scoringJobs } from '@/lib/contracts/jobs'
import { runMachine, runVideoMachine } from '@/lib/domain/proposals'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition, transition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'
import { lockRun, RUN_PARTS, toRunView } from './internal'
import { manifestOf } from './stored'

function nothingToRetry() {
  return conflict('nothing-to-retry', 'This run is still active, or none of its clips failed.')
}

/** Clips that a failed run did not reach are still queued, as if new. @returns those that are to be scored again */
async function queueAgain(tx: Tx, runId: string): Promise<string[]> {
  const stays = { video: { deletingAt: null } }
  const anew = { error: null, attempts: 0 }
  const waiting = await tx.runVideo.updateManyAndReturn({
    where: { runId, state: 'queued', ...stays },
    data: anew,
    select: { id: true },
  })
  const ended = await transition(tx, runVideoMachine, { where: { runId, ...stays }, to: 'queued', data: anew })
  return [...waiting.map(({ id }) => id), ...ended]
}

/**
 * Queues again every clip of an ended run that is not done; scored frames are kept, so each resumes where it stopped.
 */
export async function retryRun({ ctx, input }: Verb<InRun>): Promise<RunView> {
  const { projectId, runId } = InRun.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'runs.manage')
    if (!(await tx.run.findFirst({ where: { id: runId, projectId } }))) throw notFound('run')
    await lockRun(tx, runId)
    const { _sum: known } = await tx.runVideo.aggregate({ where: { runId }, _sum: { scoredCount: true } })
    const anew = {
      queuedAt: ctx.now(),
      startedAt: null,
      scoredBefore: known.scoredCount ?? 0,
      finishedAt: null,
      error: null,
      engineFailures: 0,
    }
    const where = { id: runId, deletingAt: null }
    await requireTransition(tx, runMachine, { where, to: 'queued', data: anew }, nothingToRetry())
    const again = await queueAgain(tx, runId)
    if (again.length === 0) throw nothingToRetry()
    const { model } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { model: true } })
    const job = scoringJobs[manifestOf(model).engine]
    for (const id of again) await enqueue(tx, job, { runVideoId: id })
    await audit(tx, ctx, {
      projectId,
      verb: 'run.retry',
      entityId: runId,
      difference: { videos: again.length },
    })
    return toRunView(tx, await tx.run.findUniqueOrThrow({ where: { id: runId }, include: RUN_PARTS }), ctx.now())
  })
}
