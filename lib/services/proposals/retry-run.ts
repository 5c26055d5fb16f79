import { InRun, type RunView } from '@/lib/contracts/http/proposals'
import { scoringJobs } from '@/lib/contracts/jobs'
import { ModelManifest } from '@/lib/domain/proposals'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunView } from './internal'
import { lockRun } from './lock-run'

/** Queues every clip of an ended run that is not done again; scored frames are kept, so each goes on where it stopped. */
export async function retryRun({ ctx, input }: Verb<InRun>): Promise<RunView> {
  const { projectId, runId } = InRun.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'runs.manage')
    if (!(await tx.run.findFirst({ where: { id: runId, projectId } }))) throw notFound('run')
    await lockRun(tx, runId)
    const again = await tx.runVideo.updateManyAndReturn({
      where: {
        runId,
        state: { in: ['queued', 'failed', 'cancelled'] },
        run: { state: { in: ['done', 'failed', 'cancelled'] }, deletingAt: null },
        video: { deletingAt: null },
      },
      data: { state: 'queued', error: null, attempts: 0 },
      select: { id: true },
    })
    if (again.length === 0) throw conflict('nothing-to-retry', 'This run is still going, or none of its clips failed.')
    const { _sum: known } = await tx.runVideo.aggregate({ where: { runId }, _sum: { scoredCount: true } })
    const anew = {
      queuedAt: ctx.now(),
      startedAt: null,
      scoredBefore: known.scoredCount ?? 0,
      finishedAt: null,
      error: null,
      engineFailures: 0,
    }
    const { model } = await tx.run.update({
      where: { id: runId },
      data: { state: 'queued', ...anew },
      include: { model: true },
    })
    const job = scoringJobs[ModelManifest.parse(model.manifest).engine]
    for (const { id } of again) await enqueue(tx, job, { runVideoId: id })
    await audit(tx, ctx, {
      projectId,
      verb: 'run.retry',
      entityType: 'run',
      entityId: runId,
      difference: { videos: again.length },
    })
    return toRunView(tx, await tx.run.findUniqueOrThrow({ where: { id: runId }, include: RUN_PARTS }), ctx.now())
  })
}
