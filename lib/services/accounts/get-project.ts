import { GetProject, type ProjectView } from '@/lib/contracts/http/accounts'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from './access'
import { toProjectView } from './internal'

export async function getProject({ ctx, input }: Verb<GetProject>): Promise<ProjectView> {
  const { slug } = GetProject.parse(input)
  const found = await ctx.db.project.findUnique({ where: { slug }, select: { id: true } })
  if (!found) throw notFound('project')
  return toProjectView(await requireAbility(ctx.db, ctx, found.id, 'project.read'))
}
