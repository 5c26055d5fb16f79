import type { LabelMap, LabelMapEntry } from './label-map'
import { flattenLabels, type TaxonomyLabel, type TaxonomyTree } from './tree'

/**
 * The map that follows from two versions alone. A merge or a split is never guessed: it shows as retired and added labels, which an admin joins.
 * @returns entries of the older version's labels in its order, then of the added ones
 * Source: docs/spec/taxonomy.md [TX6] [TX7]
 */
export function diffTaxonomies(from: TaxonomyTree, to: TaxonomyTree): LabelMap {
  const older = flattenLabels(from)
  const olderKeys = new Set(older.map(({ key }) => key))
  const newer = flattenLabels(to)
  const newerByKey = new Map(newer.map((label) => [label.key, label]))
  const newByName = new Map(newer.filter(({ key }) => !olderKeys.has(key)).map((label) => [plain(label.name), label]))

  const entries = older.map((label) => follow(label, newerByKey.get(label.key), newByName.get(plain(label.name))))
  const reached = new Set(entries.flatMap((entry) => [...entry.to]))
  const added = newer.filter(({ key }) => !reached.has(key))
  return {
    schemaVersion: 1,
    entries: [...entries, ...added.map(({ key }): LabelMapEntry => ({ type: 'added', from: [], to: [key] }))],
  }
}

function follow(label: TaxonomyLabel, sameKey?: TaxonomyLabel, sameName?: TaxonomyLabel): LabelMapEntry {
  const { key } = label
  if (sameKey) return { type: sameKey.name === label.name ? 'keep' : 'rename', from: [key], to: [key] }
  if (sameName) return { type: 'rename', from: [key], to: [sameName.key] }
  return { type: 'retire', from: [key], to: [] }
}

function plain(name: string): string {
  return name.trim().toLowerCase()
}
