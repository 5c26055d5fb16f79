import type { ModelView } from '@/lib/contracts/http/proposals'
import { flattenLabels } from '@/lib/domain/taxonomy'
import type { Db, Tx } from '@/lib/platform/db'
import { treeOf } from '@/lib/services/taxonomy'

/**
 * Labels of a model that the project's newest published taxonomy does not have; none while nothing is published.
 * Source: docs/spec/proposals.md [PP26]
 */
export async function unknownLabels(
  db: Db | Tx,
  projectId: string,
  { labels }: Pick<ModelView, 'labels'>,
): Promise<string[]> {
  const row = await db.taxonomyVersion.findFirst({
    where: { projectId, state: 'published' },
    select: { id: true, tree: true },
    orderBy: { number: 'desc' },
  })
  if (!row) return []
  const known = new Set(flattenLabels(treeOf(row)).map(({ key }) => key))
  return labels.filter((label) => !known.has(label))
}
