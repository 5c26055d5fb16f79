import { CreateProject, type ProjectView } from '@/lib/contracts/http/accounts'
import { ProjectSettings } from '@/lib/domain/accounts'
import { audit, type Context } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { AppError, conflict, forbidden } from '@/lib/platform/errors'
import { type ProjectAccess, requireSecondFactor, requireUserId } from './access'

export function toProjectView({ project, role }: ProjectAccess): ProjectView {
  const { id, slug, name, description, settings, createdAt } = project
  return { id, slug, name, description, settings, role: role ?? 'admin', createdAt: createdAt.toISOString() }
}

export function invitationClosed(): AppError {
  return new AppError(
    'not-found',
    'invitation',
    'This invitation was used or revoked, or is more than 14 days old. Ask for a new one.',
  )
}

/**
 * The project's row; its maker becomes its first admin. Only owners of the installation, or a job, may create it.
 * Part of the verb `createProject` of taxonomy, because every project has a taxonomy.
 */
export async function insertProject(tx: Tx, ctx: Context, input: CreateProject): Promise<ProjectView> {
  const { slug, name, description } = CreateProject.parse(input)
  const userId = ctx.actor.type === 'system' ? null : requireUserId(ctx)
  if (userId) {
    const owner = await tx.user.findUnique({ where: { id: userId, isOwner: true, disabledAt: null } })
    if (!owner) throw forbidden('Only an owner of this installation creates projects.')
    requireSecondFactor(owner)
  }
  const settings = ProjectSettings.parse({})
  const [created] = await tx.project.createManyAndReturn({
    data: [{ slug, name, description, settings, createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  if (!created) throw conflict('slug-taken', `There is already a project with the slug "${slug}"; choose another.`)
  if (userId) {
    await tx.membership.create({ data: { projectId: created.id, userId, role: 'admin', createdAt: ctx.now() } })
  }
  await audit(tx, ctx, { projectId: created.id, verb: 'project.create', entityId: created.id })
  return toProjectView({ project: { ...created, settings }, role: 'admin', userId })
}
