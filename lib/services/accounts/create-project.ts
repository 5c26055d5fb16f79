import { CreateProject, type ProjectView } from '@/lib/contracts/http/accounts'
import { parseProjectSettings } from '@/lib/domain/accounts'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, forbidden } from '@/lib/platform/errors'
import { requireUserId } from './access'
import { toProjectView } from './internal'

/** Creates a project; its maker becomes its first admin. Only owners of the installation, or a job, may. */
export async function createProject({ ctx, input }: Verb<CreateProject>): Promise<ProjectView> {
  const { slug, name, description } = CreateProject.parse(input)
  const userId = ctx.actor.type === 'system' ? null : requireUserId(ctx)
  return withTransaction(ctx, async (tx) => {
    if (userId && !(await tx.user.findUnique({ where: { id: userId, isOwner: true, disabledAt: null } }))) {
      throw forbidden('Only an owner of this installation creates projects.')
    }
    const settings = parseProjectSettings({})
    const [created] = await tx.project.createManyAndReturn({
      data: [{ slug, name, description, settings }],
      skipDuplicates: true,
    })
    if (!created) throw conflict('slug-taken', `There is already a project with the slug "${slug}"; choose another.`)
    if (userId) await tx.membership.create({ data: { projectId: created.id, userId, role: 'admin' } })
    await audit(tx, ctx, { projectId: created.id, verb: 'project.create', entityType: 'project', entityId: created.id })
    return toProjectView({ project: { ...created, settings }, role: 'admin', userId })
  })
}
