import { type RunView, ShowRun } from '@/lib/contracts/http/proposals'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { Prisma } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { lockRun, RUN_PARTS, toRunView } from './internal'

/**
 * Sets whether tasks that are claimed from now on show the run, and updates the queue. Setting the same value again
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

/**
 * SQL: joins to a clip's `result` ("RunVideo") the showing of its run at a given time; without one no annotator may see
 * it.
 * Source: docs/spec/proposals.md [PP25]
 */
export function showingAt(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`LEFT JOIN "RunShowing" AS showing ON showing."runId" = result."runId"
    AND showing."fromAt" <= ${instant} AND (showing."untilAt" IS NULL OR showing."untilAt" > ${instant})`
}

/** SQL: whether the `result` was shown at that instant. */
export const IS_SHOWN = Prisma.sql`showing.id IS NOT NULL`

/** SQL: order of the results of one clip, what was shown or finished last first. */
export const SHOWN_LAST_FIRST = Prisma.sql`greatest(result."finishedAt", showing."fromAt") DESC, result.id DESC`
