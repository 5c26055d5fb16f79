import { actorUserId, type Context } from '@/lib/platform/context'
import { createProject } from '@/lib/services/taxonomy'

/** On the machine itself the command acts for the installation's owner, who can then open the new project. */
async function asOwner(ctx: Context): Promise<Context> {
  const owner = await ctx.db.user.findFirst({
    where: { isOwner: true, disabledAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  })
  return owner ? { ...ctx, actor: { type: 'user', userId: owner.id } } : ctx
}

/** @returns the project's id. @throws Error that names the projects there are */
export async function findProject(
  ctx: Context,
  slug: string,
  { create, say }: { create: boolean; say: (line: string) => void },
): Promise<string> {
  const found = await ctx.db.project.findFirst({ where: { slug, archivedAt: null }, select: { id: true } })
  if (found) return found.id
  if (create) {
    const owned = await asOwner(ctx)
    const { id } = await createProject({ ctx: owned, input: { slug, name: slug, description: '' } })
    say(`Created the project "${slug}".`)
    if (!actorUserId(owned.actor)) say('This installation has no owner yet, so the project has no member.')
    return id
  }
  const others = await ctx.db.project.findMany({ where: { archivedAt: null }, select: { slug: true }, take: 20 })
  const known = others.map((project) => project.slug).join(', ') || 'none'
  throw new Error(`There is no project "${slug}" (there is: ${known}). Add --create to create it.`)
}

/** @returns the project's id. @throws Error that names the projects there are */
export async function existingProject(ctx: Context, slug: string): Promise<string> {
  const projects = await ctx.db.project.findMany({
    where: { archivedAt: null },
    select: { id: true, slug: true },
    orderBy: { slug: 'asc' },
  })
  const found = projects.find((project) => project.slug === slug)
  if (found) return found.id
  const known = projects.slice(0, 20).map((project) => project.slug)
  throw new Error(`There is no project "${slug}" (there is: ${known.join(', ') || 'none'}).`)
}

/**
 * @param wanted name@version
 * @throws Error that lists the existing model versions
 */
export async function existingModel(ctx: Context, projectId: string, wanted: string): Promise<string> {
  const models = await ctx.db.modelVersion.findMany({ where: { projectId }, orderBy: { createdAt: 'asc' } })
  const nameOf = ({ name, version }: { name: string; version: string }) => `${name}@${version}`
  const found = models.find((model) => nameOf(model) === wanted)
  if (found) return found.id
  throw new Error(`The project has no model "${wanted}" (there is: ${models.map(nameOf).join(', ') || 'none'}).`)
}
