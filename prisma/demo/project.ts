import { ProjectSettings } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { updateProject } from '@/lib/services/accounts'
import { createProject } from '@/lib/services/taxonomy'
import type { DemoPerson } from './people'

export const DEMO_SLUG = 'demo'
/** More than usual: with so few pairs both arms need enough of them. */
const HIDDEN_SHARE = 0.4

/** The demo project with all its people; an unfinished one from before is continued. */
export async function seedProject(ctx: Context, people: readonly DemoPerson[]): Promise<string> {
  const known = await ctx.db.project.findUnique({ where: { slug: DEMO_SLUG } })
  const project =
    known ??
    (await createProject({
      ctx,
      input: {
        slug: DEMO_SLUG,
        name: 'Demo: synthetic clips',
        description:
          'Clips drawn by Framejury itself, with distortions planted at known frames. Two simulated annotators have begun; they are drawn to what the model shows them, so that anchoring can be seen.',
      },
    }))
  if (!known) {
    const settings = ProjectSettings.parse({ hiddenShare: HIDDEN_SHARE })
    await updateProject({ ctx, input: { projectId: project.id, settings } })
  }
  await ctx.db.membership.createMany({
    data: people.map(({ id, role }) => ({ projectId: project.id, userId: id, role })),
    skipDuplicates: true,
  })
  return project.id
}
