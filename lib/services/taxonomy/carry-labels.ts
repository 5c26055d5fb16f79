import { applyLabelMap, diffTaxonomies, flattenLabels, type LabelMap, type TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Db, Tx } from '@/lib/platform/db'
import { changesOf, treeOf } from './stored'

/** One published version, and what the labels of those before it became in it. */
export type CarriedTaxonomy = {
  number: number
  /** In the order of the version. */
  labels: ReturnType<typeof flattenLabels>
  /** A label of the version that an annotation pinned, in this version; null where it was not carried over. */
  carry: (fromVersionId: string, labelKey: string) => string | null
  /**
   * The labels of this version that an answer under an earlier one could name: those that one of its own labels became.
   */
  nameableUnder: (fromVersionId: string) => ReadonlySet<string>
}

/** `map` leads from the version before; the first has none. */
type Version = { id: string; tree: TaxonomyTree; map: LabelMap | null }

/** What became of each label of a version in the last one; null for a lost one. `versions` ends with the last. */
function becomesOf(versions: readonly Version[], from: number): Map<string, string | null> {
  const tree = versions[from]?.tree
  const keys = tree ? flattenLabels(tree).map(({ key }) => key) : []
  const maps = versions.slice(from + 1).flatMap(({ map }) => map ?? [])
  return new Map(
    keys.map((key) => [
      key,
      maps.reduce<string[]>((labels, map) => applyLabelMap(map, labels).labels, [key])[0] ?? null,
    ]),
  )
}

/** Reads the labels of older annotations through the maps between published versions. Source: docs/spec/taxonomy.md [TX8] [TX9] */
export async function loadCarriedTaxonomy(db: Db | Tx, taxonomyVersionId: string): Promise<CarriedTaxonomy> {
  const target = await db.taxonomyVersion.findUniqueOrThrow({ where: { id: taxonomyVersionId } })
  const rows = await db.taxonomyVersion.findMany({
    where: { projectId: target.projectId, state: 'published', number: { lte: target.number } },
    orderBy: { number: 'asc' },
  })
  const versions: Version[] = []
  for (const row of rows) {
    const before = versions.at(-1)
    const tree = treeOf(row)
    const map = before ? (changesOf(row) ?? diffTaxonomies(before.tree, tree)) : null
    versions.push({ id: row.id, tree, map })
  }
  const becomes = new Map(versions.map(({ id }, place) => [id, becomesOf(versions, place)]))
  const nameable = new Map(
    [...becomes].map(([id, labels]) => [id, new Set([...labels.values()].filter((key) => key !== null))]),
  )
  return {
    number: target.number,
    labels: flattenLabels(treeOf(target)),
    carry: (fromVersionId, labelKey) => becomes.get(fromVersionId)?.get(labelKey) ?? null,
    nameableUnder: (fromVersionId) => nameable.get(fromVersionId) ?? new Set(),
  }
}
