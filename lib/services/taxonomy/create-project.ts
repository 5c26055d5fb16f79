import type { CreateProject, ProjectView } from '@/lib/contracts/http/accounts'
import { startsAs } from '@/lib/domain/shared'
import { defaultTaxonomy, taxonomyMachine } from '@/lib/domain/taxonomy'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { insertProject } from '@/lib/services/accounts'
import { taxonomySha256 } from './internal'

async function publishDefault(tx: Tx, ctx: Context, projectId: string): Promise<void> {
  await tx.taxonomyVersion.create({
    data: {
      projectId,
      number: 1,
      state: startsAs(taxonomyMachine, 'published'),
      tree: defaultTaxonomy,
      sha256: taxonomySha256(defaultTaxonomy),
      publishedAt: ctx.now(),
      createdAt: ctx.now(),
    },
  })
}

/** Creates a project that can be labelled in at once: with the default taxonomy as its published version 1. */
export async function createProject({ ctx, input }: Verb<CreateProject>): Promise<ProjectView> {
  return withTransaction(ctx, async (tx) => {
    const project = await insertProject(tx, ctx, input)
    await publishDefault(tx, ctx, project.id)
    return project
  })
}
