import type { InstructionLabel, OpenaiManifest } from '@/lib/domain/proposals'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'

const DEFAULT_WORDS = new Map(flattenLabels(defaultTaxonomy).map(({ key, definition }) => [key, definition]))

/** What a talking model is told of each label: the manifest's words, else the default taxonomy's, else the key itself. */
export function instructionLabels({
  labels,
  definitions,
}: Pick<OpenaiManifest, 'labels' | 'definitions'>): InstructionLabel[] {
  return labels.map((key) => ({
    key,
    definition: definitions[key] ?? DEFAULT_WORDS.get(key) ?? key.replaceAll('_', ' '),
  }))
}
