import { InProject } from '@/lib/contracts/http/common'
import { DeleteProject, type DeletionPreview } from '@/lib/contracts/http/deletion'
import { jobs } from '@/lib/contracts/jobs'
import { counted, type Weight } from '@/lib/domain/deletion'
import { importItemMachine } from '@/lib/domain/media'
import { audit, type Verb, withSnapshot, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, invalid } from '@/lib/platform/errors'
import { enqueue, withdraw } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'
import { withdrawRuns } from '@/lib/services/proposals'
import { lockProject, requireArchived } from './archived-projects'

async function weighProject(tx: Tx, projectId: string): Promise<Weight> {
  const where = { projectId }
  const goes: Weight['goes'] = [
    { thing: 'videos', count: await tx.video.count({ where }) },
    { thing: 'imports', count: await tx.import.count({ where }) },
    { thing: 'pairs', count: await tx.pair.count({ where }) },
    { thing: 'tasks', count: await tx.task.count({ where }) },
    { thing: 'answers', count: await tx.annotation.count({ where }) },
    { thing: 'reviews', count: await tx.review.count({ where }) },
    { thing: 'releases', count: await tx.release.count({ where }) },
    { thing: 'runs', count: await tx.run.count({ where }) },
    { thing: 'models', count: await tx.modelVersion.count({ where }) },
    { thing: 'examples', count: await tx.labelExample.count({ where }) },
    { thing: 'members', count: await tx.membership.count({ where }) },
    { thing: 'invitations', count: await tx.invitation.count({ where }) },
  ]
  const auditEvents = await tx.auditEvent.count({ where })
  return { goes: counted(goes), stays: counted([{ thing: 'auditEvents', count: auditEvents }]), holds: [] }
}

/** What deleting an archived project means. */
export async function previewProject({ ctx, input }: Verb<{ projectId: string }>): Promise<DeletionPreview> {
  const { projectId } = InProject.parse(input)
  return withSnapshot(ctx, async ({ db }) => {
    const { name } = await requireArchived(db, ctx, projectId)
    return { names: [name], ...(await weighProject(db, projectId)) }
  })
}

/** No job works for it any more. */
async function endWork(tx: Tx, ctx: Verb<unknown>['ctx'], projectId: string): Promise<void> {
  const runs = await tx.run.findMany({ where: { projectId }, select: { id: true } })
  await withdrawRuns(
    tx,
    ctx,
    runs.map(({ id }) => id),
  )
  const building = await tx.release.findMany({ where: { projectId, state: 'building' }, select: { id: true } })
  for (const { id: releaseId } of building) await withdraw(tx, jobs.buildRelease, { releaseId })
  await withdraw(tx, jobs.refreshQueue, { projectId })
  await withdraw(tx, jobs.refreshAgreement, { projectId })
  await transition(tx, importItemMachine, {
    where: { import: { projectId } },
    to: 'refused',
    data: { reason: 'The project was deleted.' },
  })
}

/**
 * Marks an archived project for deletion; a job deletes everything. Audit entries stay.
 * Source: docs/spec/deletion.md [DE11]
 * @throws AppError not-found for one that is not archived, invalid when the typed slug is another
 */
export async function deleteProject({ ctx, input }: Verb<DeleteProject>): Promise<{ done: true }> {
  const { projectId, slug } = DeleteProject.parse(input)
  return withTransaction(ctx, async (tx) => {
    await lockProject(tx, projectId)
    const project = await requireArchived(tx, ctx, projectId)
    if (project.slug !== slug)
      throw invalid('slug', `Type the address of the project, "${project.slug}", to delete it.`)
    const where = { id: projectId, deletingAt: null, archivedAt: { not: null } }
    const marked = await tx.project.updateMany({ where, data: { deletingAt: ctx.now() } })
    if (marked.count === 0) throw conflict('deleting', 'This project is already being deleted.')
    const { goes } = await weighProject(tx, projectId)
    await endWork(tx, ctx, projectId)
    await enqueue(tx, jobs.deleteProject, { projectId })
    await audit(tx, ctx, {
      projectId,
      verb: 'project.delete',
      entityId: projectId,
      difference: {
        name: project.name,
        slug,
        goes: Object.fromEntries(goes.map(({ thing, count }) => [thing, count])),
      },
    })
    return { done: true }
  })
}
