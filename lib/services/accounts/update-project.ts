import { type ProjectView, UpdateProject } from '@/lib/contracts/http/accounts'
import { jobs } from '@/lib/contracts/jobs'
import { newSettings } from '@/lib/domain/accounts'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from './access'
import { toProjectView } from './internal'

/** Changes what is given and leaves the rest, setting by setting. Work already handed out keeps its terms. */
export async function updateProject({ ctx, input }: Verb<UpdateProject>): Promise<ProjectView> {
  const { projectId, settings, ...texts } = UpdateProject.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'project.manage')
    // Two who change different settings at once take turns, so that the later one builds on the earlier.
    await tx.$queryRaw`SELECT id FROM "Project" WHERE id = ${projectId}::uuid FOR NO KEY UPDATE`
    const { project } = await requireAbility(tx, ctx, projectId, 'project.manage')
    const changed = newSettings(project.settings, settings ?? {})
    const isChanged = Object.keys(changed).length > 0
    const merged = isChanged ? { settings: { ...project.settings, ...changed } } : {}
    await tx.project.update({ where: { id: projectId }, data: { ...texts, ...merged } })
    if (isChanged) await enqueue(tx, jobs.refreshQueue, { projectId })
    await audit(tx, ctx, {
      projectId,
      verb: 'project.update',
      entityId: projectId,
      difference: { ...texts, ...(isChanged ? { settings: changed } : {}) },
    })
    return toProjectView(await requireAbility(tx, ctx, projectId, 'project.manage'))
  })
}
