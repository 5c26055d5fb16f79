import { Deletion, type DeletionPreview } from '@/lib/contracts/http/deletion'
import { type DeletionKind, MOST_NAMED } from '@/lib/domain/deletion'
import { type Verb, withSnapshot } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { importRules } from './import-rules'
import { findTargets, type KindRules } from './kind'
import { modelRules } from './model-rules'
import { releaseRules } from './release-rules'
import { runRules } from './run-rules'
import { videoRules } from './video-rules'

/** Everything that an admin may delete within a project. */
export const KINDS: Record<DeletionKind, KindRules> = {
  video: videoRules,
  import: importRules,
  model: modelRules,
  run: runRules,
  release: releaseRules,
}

/**
 * What deleting these would delete, read from one snapshot of the database; deleting checks again.
 * Source: docs/spec/deletion.md [DE4]
 */
export async function previewDeletion({ ctx, input }: Verb<Deletion>): Promise<DeletionPreview> {
  const order = Deletion.parse(input)
  const rules = KINDS[order.kind]
  const ids = [...new Set(order.ids)]
  return withSnapshot(ctx, async ({ db }) => {
    await requireAbility(db, ctx, order.projectId, rules.ability)
    const targets = await findTargets(db, rules, { ...order, ids }, false)
    if (targets.length < ids.length) throw notFound(rules.noun)
    const names = targets.slice(0, MOST_NAMED).map(({ name }) => name)
    return { names, ...(await rules.weigh(db, { ...order, ids })) }
  })
}
