import { type RunView, ShowRun } from '@/lib/contracts/http/proposals'
import { jobs } from '@/lib/contracts/jobs'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { RUN_PARTS, toRunView } from './internal'
import { lockRun } from './lock-run'

/**
 * Says whether tasks that are claimed from now on show what the run found, and the queue follows it. Saying it twice
 * changes nothing. Source: docs/spec/proposals.md [PP25]
 */
export async function showRun({ ctx, input }: Verb<ShowRun>): Promise<RunView> {
  const { projectId, runId, shown } = ShowRun.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'runs.manage')
    if (!(await tx.run.findFirst({ where: { id: runId, projectId } }))) throw notFound('run')
    await lockRun(tx, runId)
    if (!(await tx.run.findFirst({ where: { id: runId, deletingAt: null } }))) {
      throw conflict('deleting', 'This run is being deleted.')
    }
    const open = await tx.runShowing.findFirst({ where: { runId, untilAt: null } })
    if (shown && !open) await tx.runShowing.create({ data: { runId, fromAt: ctx.now() } })
    if (!shown && open) await tx.runShowing.update({ where: { id: open.id }, data: { untilAt: ctx.now() } })
    if (shown !== Boolean(open)) {
      const verb = shown ? 'run.show' : 'run.hide'
      await audit(tx, ctx, { projectId, verb, entityId: runId })
      await enqueue(tx, jobs.refreshQueue, { projectId })
    }
    return toRunView(tx, await tx.run.findUniqueOrThrow({ where: { id: runId }, include: RUN_PARTS }), ctx.now())
  })
}
