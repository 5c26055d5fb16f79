import { Gates, Manifest, ReleaseCounts } from '@/lib/domain/exports'
import { parseStored } from '@/lib/platform/stored'

/** @throws StoredDataError */
export function gatesOf({ id, gates }: { id: string; gates: unknown }): Gates {
  return parseStored(Gates, gates, 'Release.gates', id)
}

/** Null for a release that is not built. @throws StoredDataError */
export function countsOf({ id, counts }: { id: string; counts: unknown }): ReleaseCounts | null {
  return counts === null ? null : parseStored(ReleaseCounts, counts, 'Release.counts', id)
}

/** Null for a release that is not built. @throws StoredDataError */
export function manifestOf({ id, state, manifest }: { id: string; state: string; manifest: unknown }): Manifest | null {
  return state === 'ready' ? parseStored(Manifest, manifest, 'Release.manifest', id) : null
}
