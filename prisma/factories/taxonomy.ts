import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/domain/shared'
import { defaultTaxonomy, type LabelMap, type TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Db, TaxonomyVersion } from '@/lib/platform/db'

/** A published version, the default taxonomy unless given. */
export function createTaxonomyVersion(
  db: Db,
  data: { projectId: string; number?: number; tree?: TaxonomyTree; changes?: LabelMap; publishedAt?: Date },
): Promise<TaxonomyVersion> {
  const { projectId, number = 1, tree = defaultTaxonomy, changes, publishedAt = new Date() } = data
  const sha256 = createHash('sha256').update(canonicalJson(tree)).digest('hex')
  return db.taxonomyVersion.create({
    data: { projectId, number, tree, sha256, state: 'published', publishedAt, ...(changes && { changes }) },
  })
}
