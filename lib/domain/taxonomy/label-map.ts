import { z } from 'zod'
import { flattenLabels, LabelKey, type TaxonomyLabel, type TaxonomyTree } from './tree'

const One = z.tuple([LabelKey])
const None = z.tuple([])
const Several = z.array(LabelKey).min(2, 'name at least two labels')

/** What became of labels from one taxonomy version to a later one. `from` and `to` are label keys of either version. */
export const LabelMapEntry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('keep'), from: One, to: One }),
  z.strictObject({ type: z.literal('rename'), from: One, to: One }),
  z.strictObject({ type: z.literal('merge'), from: Several, to: One }),
  z.strictObject({ type: z.literal('split'), from: One, to: Several }),
  z.strictObject({ type: z.literal('retire'), from: One, to: None }),
  z.strictObject({ type: z.literal('added'), from: None, to: One }),
])
export type LabelMapEntry = z.infer<typeof LabelMapEntry>

/** A whole map: every label of either version is in exactly one entry. */
export const LabelMap = z
  .strictObject({ schemaVersion: z.literal(1), entries: z.array(LabelMapEntry) })
  .superRefine(({ entries }, context) => {
    for (const side of ['from', 'to'] as const) {
      const seen = new Set<string>()
      for (const [index, entry] of entries.entries()) {
        for (const key of entry[side]) {
          if (seen.has(key)) {
            const message = `label "${key}" is already mapped; leave it in one entry`
            context.addIssue({ code: 'custom', path: ['entries', index, side], message })
          }
          seen.add(key)
        }
      }
    }
  })
export type LabelMap = z.infer<typeof LabelMap>

export type MappedLabels = {
  /** Keys of the newer version, each once, in the order met. */
  labels: string[]
  /** Keys that cannot be translated: retired, split (a person must choose the part), or unknown to the map. */
  lost: string[]
}

/** Reads the labels of an annotation made under the older version as labels of the newer one. Source: [TX8] */
export function applyLabelMap(map: LabelMap, keys: readonly string[]): MappedLabels {
  const entryOf = new Map(map.entries.flatMap((entry) => entry.from.map((key) => [key, entry] as const)))
  const labels = new Set<string>()
  const lost: string[] = []
  for (const key of keys) {
    const entry = entryOf.get(key)
    const [target, ...others] = entry?.to ?? []
    if (target !== undefined && others.length === 0) labels.add(target)
    else lost.push(key)
  }
  return { labels: [...labels], lost }
}

/**
 * The map that is derived from two versions. A merge or a split is never guessed: it shows as retired and added labels,
 * which an admin joins.
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
