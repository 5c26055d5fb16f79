import { LabelMap, TaxonomyTree } from '@/lib/domain/taxonomy'
import { parseStored } from '@/lib/platform/stored'

/** @throws StoredDataError */
export function treeOf({ id, tree }: { id: string; tree: unknown }): TaxonomyTree {
  return parseStored(TaxonomyTree, tree, 'TaxonomyVersion.tree', id)
}

/** What became of the labels of the version before; null where nothing was written. @throws StoredDataError */
export function changesOf({ id, changes }: { id: string; changes: unknown }): LabelMap | null {
  return changes === null ? null : parseStored(LabelMap, changes, 'TaxonomyVersion.changes', id)
}
