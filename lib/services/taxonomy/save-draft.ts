import { SaveTaxonomyDraft, type TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { findNewest, toVersionView } from './internal'

type Save = Omit<SaveTaxonomyDraft, 'projectId'>
type Newest = Awaited<ReturnType<typeof findNewest>>

/** Revisions count on from version to version, so that an edit begun before a publication is stale after it. */
async function write(tx: Tx, ctx: Context, projectId: string, { revision, tree }: Save, newest: Newest) {
  if ((newest?.revision ?? 0) !== revision) return null
  if (newest?.state === 'draft') {
    const [updated] = await tx.taxonomyVersion.updateManyAndReturn({
      where: { id: newest.id, state: 'draft', revision },
      data: { tree, revision: revision + 1 },
    })
    return updated ?? null
  }
  const [created] = await tx.taxonomyVersion.createManyAndReturn({
    data: [{ projectId, number: (newest?.number ?? 0) + 1, tree, revision: revision + 1, createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  return created ?? null
}

/**
 * Saves the draft of the next version, creating it when there is none.
 * @param input.revision of the newest version as the editor saw it, draft or published
 * @throws AppError conflict when someone saved or published since
 */
export async function saveDraft({ ctx, input }: Verb<SaveTaxonomyDraft>): Promise<TaxonomyVersionView> {
  const { projectId, ...save } = SaveTaxonomyDraft.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'taxonomy.manage')
    const saved = await write(tx, ctx, projectId, save, await findNewest(tx, projectId))
    if (!saved) {
      throw conflict(
        'draft-changed',
        'Someone else saved or published this taxonomy after you opened it. Nothing was overwritten; load theirs and make your change again.',
      )
    }
    await audit(tx, ctx, {
      projectId,
      verb: 'taxonomy.save-draft',
      entityId: saved.id,
      difference: { number: saved.number, revision: saved.revision },
    })
    return toVersionView(saved, 0)
  })
}
