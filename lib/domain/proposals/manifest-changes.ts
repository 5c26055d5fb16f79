import type { ModelManifest } from './model-manifest'

/** What names a version or tells of it, and how many frames go at once: none of it changes an answer. Thresholds come apart. */
const FREE = new Set(['name', 'version', 'training', 'sha256', 'batchSize', 'thresholds'])

/** One text for equal values: the database keeps the order of no object's keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

function changedKeys(first: object, second: object): string[] {
  const [one, other] = [new Map(Object.entries(first)), new Map(Object.entries(second))]
  const keys = new Set([...one.keys(), ...other.keys()])
  return [...keys].filter((key) => textOf(one.get(key)) !== textOf(other.get(key)))
}

/**
 * Fields of a version's manifest that a registration must not change.
 * Source: docs/spec/proposals.md [PP11]
 */
export function manifestChanges(registered: ModelManifest, found: ModelManifest): string[] {
  const fields = changedKeys(registered, found).filter((key) => !FREE.has(key))
  return [...fields, ...changedKeys(registered.thresholds, found.thresholds).map((key) => `thresholds.${key}`)]
}

/**
 * Fields that the engine works with; the other thresholds come from the registered version, which calibrating may have set.
 * Source: docs/spec/proposals.md [PP12]
 */
export function engineChanges(registered: ModelManifest, found: ModelManifest): string[] {
  return manifestChanges(registered, found).filter(
    (field) => !field.startsWith('thresholds.') || field === 'thresholds.heatmap',
  )
}
