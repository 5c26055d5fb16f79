import { GetProject, type Me, type ProjectView } from '@/lib/contracts/http/accounts'
import type { Verb } from '@/lib/platform/context'
import { notFound, unauthenticated } from '@/lib/platform/errors'
import { requireAbility, requireUserId } from './access'
import { toProjectView } from './internal'
import { keyBindingsOf, settingsOf } from './stored'

/** The caller and the projects they are an active member of. */
export async function getMe({ ctx }: Verb<unknown>): Promise<Me> {
  const user = await ctx.db.user.findUnique({
    where: { id: requireUserId(ctx), disabledAt: null },
    include: {
      memberships: {
        where: { state: 'active', project: { archivedAt: null } },
        include: { project: true },
        orderBy: { createdAt: 'desc' },
        take: 200,
      },
    },
  })
  if (!user) throw unauthenticated()
  return {
    user: { id: user.id, name: user.name, email: user.email, isOwner: user.isOwner },
    projects: user.memberships.map(({ role, project }) => ({
      id: project.id,
      slug: project.slug,
      name: project.name,
      description: project.description,
      role,
      settings: { blind: settingsOf(project).blind },
    })),
    keyBindings: keyBindingsOf(user),
  }
}

export async function getProject({ ctx, input }: Verb<GetProject>): Promise<ProjectView> {
  const { slug } = GetProject.parse(input)
  const found = await ctx.db.project.findUnique({ where: { slug }, select: { id: true } })
  if (!found) throw notFound('project')
  return toProjectView(await requireAbility(ctx.db, ctx, found.id, 'project.read'))
}
