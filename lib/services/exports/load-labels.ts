import { applyLabelMap, flattenLabels, LabelMap, TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Db, Tx } from '@/lib/platform/db'

export type ReleaseTaxonomy = {
  number: number
  labels: ReturnType<typeof flattenLabels>
  /** A label of the version that an annotation pinned, in the release's version; null where it was not carried over. */
  carry: (fromVersionId: string, labelKey: string) => string | null
}

/** Reads older annotations through the maps between published versions. */
export async function loadReleaseTaxonomy(db: Db | Tx, taxonomyVersionId: string): Promise<ReleaseTaxonomy> {
  const target = await db.taxonomyVersion.findUniqueOrThrow({ where: { id: taxonomyVersionId } })
  const versions = await db.taxonomyVersion.findMany({
    where: { projectId: target.projectId, state: 'published', number: { lte: target.number } },
    orderBy: { number: 'asc' },
  })
  function carry(fromVersionId: string, labelKey: string): string | null {
    const from = versions.findIndex((version) => version.id === fromVersionId)
    let key: string | undefined = from < 0 ? undefined : labelKey
    for (const { changes } of versions.slice(from + 1)) {
      if (key === undefined) return null
      key = applyLabelMap(LabelMap.parse(changes), [key]).labels[0]
    }
    return key ?? null
  }
  return { number: target.number, labels: flattenLabels(TaxonomyTree.parse(target.tree)), carry }
}
