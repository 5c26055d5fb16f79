import { InRun, type RunView } from '@/lib/contracts/http/proposals'
import { jobs } from '@/lib/contracts/jobs'
import { runMachine, runVideoMachine } from '@/lib/domain/proposals'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition, transition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'
import { lockRun, RUN_PARTS, toRunView } from './internal'

/** Ends a run that is queued or running. Frames scored so far stay; a worker stops within a second. */
export async function cancelRun({ ctx, input }: Verb<InRun>): Promise<RunView> {
  const { projectId, runId } = InRun.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'runs.manage')
    if (!(await tx.run.findFirst({ where: { id: runId, projectId } }))) throw notFound('run')
    await lockRun(tx, runId)
    const move = { where: { id: runId }, to: 'cancelled', data: { finishedAt: ctx.now() } } as const
    await requireTransition(tx, runMachine, move, conflict('run-ended', 'This run has already ended.'))
    await transition(tx, runVideoMachine, { where: { runId }, to: 'cancelled' })
    // The clips that were done count.
    await enqueue(tx, jobs.refreshQueue, { projectId })
    await enqueue(tx, jobs.evaluateRun, { runId })
    await audit(tx, ctx, { projectId, verb: 'run.cancel', entityId: runId })
    return toRunView(tx, await tx.run.findUniqueOrThrow({ where: { id: runId }, include: RUN_PARTS }), ctx.now())
  })
}
