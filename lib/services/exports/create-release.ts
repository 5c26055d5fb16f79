import { CreateRelease, type ReleaseView } from '@/lib/contracts/http/exports'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { toReleaseView } from './read-releases'

/** Numbers a release and fixes what it is made of: annotations up to now, gates, seed, taxonomy version. The worker builds it. */
export async function createRelease({ ctx, input }: Verb<CreateRelease>): Promise<ReleaseView> {
  const { projectId, name, gates, marks, seed } = CreateRelease.parse(input)
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, projectId, 'exports.manage')
    const taxonomy = await getPublishedTaxonomy(tx, projectId)
    // Numbers are drawn one at a time.
    await tx.$queryRaw`SELECT id FROM "Project" WHERE id = ${projectId}::uuid FOR UPDATE`
    const last = await tx.release.aggregate({ where: { projectId }, _max: { number: true } })
    const row = await tx.release.create({
      data: {
        projectId,
        name,
        gates,
        marks,
        seed,
        number: (last._max.number ?? 0) + 1,
        taxonomyVersionId: taxonomy.id,
        asOf: ctx.now(),
        createdBy: userId,
        createdAt: ctx.now(),
      },
    })
    await enqueue(tx, jobs.buildRelease, { releaseId: row.id })
    await audit(tx, ctx, {
      projectId,
      verb: 'release.create',
      entityId: row.id,
      difference: { name, seed, marks },
    })
    return toReleaseView(row)
  })
}
