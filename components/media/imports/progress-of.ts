import type { ImportView } from '@/lib/contracts/http/media'
import { sum } from '@/lib/domain/shared'

/** Files of an import: how many there are, and how many have ended one way or another. */
export function importProgress({ counts }: Pick<ImportView, 'counts'>): { total: number; done: number } {
  const total = sum(Object.values(counts))
  return { total, done: total - (counts.waiting ?? 0) - (counts.probing ?? 0) }
}
