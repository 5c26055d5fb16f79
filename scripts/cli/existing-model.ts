import type { Context } from '@/lib/platform/context'

/**
 * @param wanted name@version
 * @throws Error that names the model versions there are
 */
export async function existingModel(ctx: Context, projectId: string, wanted: string): Promise<string> {
  const models = await ctx.db.modelVersion.findMany({ where: { projectId }, orderBy: { createdAt: 'asc' } })
  const nameOf = ({ name, version }: { name: string; version: string }) => `${name}@${version}`
  const found = models.find((model) => nameOf(model) === wanted)
  if (found) return found.id
  throw new Error(`The project has no model "${wanted}" (there is: ${models.map(nameOf).join(', ') || 'none'}).`)
}
