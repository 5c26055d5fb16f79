import { canonicalJson } from '@/lib/domain/shared'
import { diffTaxonomies, flattenLabels, type TaxonomyLabel, type TaxonomyTree } from '@/lib/domain/taxonomy'

export type LabelChange = {
  kind: 'added' | 'renamed' | 'changed' | 'retired'
  name: string
  /** The name before, where it changed. */
  before: string | null
  /** Fields that differ, for a label that stays. */
  fields: string[]
}
export type TaxonomyChanges = { labels: LabelChange[]; isReordered: boolean; areAspectsChanged: boolean }

const FIELDS = ['key', 'definition', 'colour', 'glyph', 'hotkey', 'spatial', 'examples'] as const

function differingFields(before: TaxonomyLabel, after: TaxonomyLabel): string[] {
  return FIELDS.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]))
}

/** What an admin needs to see before publishing: label by label, the changes from the version before. */
export function taxonomyChanges(from: TaxonomyTree, to: TaxonomyTree): TaxonomyChanges {
  const older = new Map(flattenLabels(from).map((label) => [label.key, label]))
  const newer = new Map(flattenLabels(to).map((label) => [label.key, label]))
  const { entries } = diffTaxonomies(from, to)
  const labels = entries.flatMap((entry): LabelChange[] => {
    const before = older.get(entry.from[0] ?? '')
    const after = newer.get(entry.to[0] ?? '')
    if (!after) return [{ kind: 'retired', name: before?.name ?? '', before: null, fields: [] }]
    if (!before) return [{ kind: 'added', name: after.name, before: null, fields: [] }]
    const fields = differingFields(before, after)
    if (before.name !== after.name) return [{ kind: 'renamed', name: after.name, before: before.name, fields }]
    return fields.length > 0 ? [{ kind: 'changed', name: after.name, before: null, fields }] : []
  })
  const kept = [...older.keys()].filter((key) => newer.has(key))
  const order = [...newer.keys()].filter((key) => older.has(key))
  const aspectsOf = ({ aspects }: TaxonomyTree) => canonicalJson(aspects.map(({ key, name }) => [key, name]))
  return {
    labels,
    isReordered: kept.join() !== order.join(),
    areAspectsChanged: aspectsOf(from) !== aspectsOf(to),
  }
}
