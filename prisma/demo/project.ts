import type { Context } from '@/lib/platform/context'
import { createProject } from '@/lib/services/taxonomy'
import type { DemoPerson } from './people'

export const DEMO_SLUG = 'demo'

/** The demo project with everybody in it; an unfinished one from before is taken up again. */
export async function seedProject(ctx: Context, people: readonly DemoPerson[]): Promise<string> {
  const known = await ctx.db.project.findUnique({ where: { slug: DEMO_SLUG } })
  const project =
    known ??
    (await createProject({
      ctx,
      input: {
        slug: DEMO_SLUG,
        name: 'Demo: drawn clips',
        description:
          'Clips drawn by Framejury itself, with distortions planted at known frames. Two simulated annotators have begun.',
      },
    }))
  await ctx.db.membership.createMany({
    data: people.map(({ id, role }) => ({ projectId: project.id, userId: id, role })),
    skipDuplicates: true,
  })
  return project.id
}
