import { type ProjectView, UpdateProject } from '@/lib/contracts/http/accounts'
import { jobs } from '@/lib/contracts/jobs'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from './access'
import { toProjectView } from './internal'

/** Changes what is given and leaves the rest. Work already handed out keeps its terms. */
export async function updateProject({ ctx, input }: Verb<UpdateProject>): Promise<ProjectView> {
  const { projectId, ...changes } = UpdateProject.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'project.manage')
    await tx.project.update({ where: { id: projectId }, data: changes })
    if (changes.settings) await enqueue(tx, jobs.refreshQueue, { projectId })
    await audit(tx, ctx, {
      projectId,
      verb: 'project.update',
      entityType: 'project',
      entityId: projectId,
      difference: changes,
    })
    return toProjectView(await requireAbility(tx, ctx, projectId, 'project.manage'))
  })
}
