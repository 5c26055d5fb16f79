import type { Context } from '@/lib/platform/context'

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
