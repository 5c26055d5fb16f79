import { PublishTaxonomy, type TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import { diffTaxonomies, taxonomyMachine } from '@/lib/domain/taxonomy'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict } from '@/lib/platform/errors'
import { requireTransition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'
import { findNewest, findNewestPublished, taxonomySha256, toVersionView } from './internal'
import { treeOf } from './stored'

/**
 * Makes the draft an immutable version. Tasks assigned before keep the version with which they were assigned.
 * @throws AppError conflict when there is no draft, it changed since, or it equals the version before
 */
export async function publishTaxonomy({ ctx, input }: Verb<PublishTaxonomy>): Promise<TaxonomyVersionView> {
  const { projectId, revision } = PublishTaxonomy.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'taxonomy.manage')
    const draft = await findNewest(tx, projectId)
    if (draft?.state !== 'draft') throw conflict('no-draft', 'There is no draft to publish. Change something first.')
    const tree = treeOf(draft)
    const sha256 = taxonomySha256(tree)
    const before = await findNewestPublished(tx, projectId)
    if (before?.sha256 === sha256) {
      throw conflict('unchanged', `The draft is the same as version ${before.number}; there is nothing to publish.`)
    }
    const changes = before ? diffTaxonomies(treeOf(before), tree) : undefined
    await requireTransition(
      tx,
      taxonomyMachine,
      { where: { id: draft.id, revision }, to: 'published', data: { sha256, changes, publishedAt: ctx.now() } },
      conflict('draft-changed', 'The draft changed after you opened it. Look at it again before you publish.'),
    )
    const published = await tx.taxonomyVersion.findUniqueOrThrow({ where: { id: draft.id } })
    await audit(tx, ctx, {
      projectId,
      verb: 'taxonomy.publish',
      entityId: published.id,
      difference: { number: published.number, sha256 },
    })
    return toVersionView(published, 0)
  })
}
