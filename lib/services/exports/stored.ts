import { Gates, Manifest, ReleaseCounts } from '@/lib/domain/exports'
import { parseStored } from '@/lib/platform/stored'

/** @throws StoredDataError */
export function gatesOf({ id, gates }: { id: string; gates: unknown }): Gates {
  return parseStored(Gates, gates, 'Release.gates', id)
}

/** Null for a release that is not built, or whose counts another version wrote: such releases are only listed. */
export function countsOf({ counts }: { counts: unknown }): ReleaseCounts | null {
  return ReleaseCounts.safeParse(counts).data ?? null
}

/** Null for a release that is not built. @throws StoredDataError */
export function manifestOf({ id, state, manifest }: { id: string; state: string; manifest: unknown }): Manifest | null {
  return state === 'ready' ? parseStored(Manifest, manifest, 'Release.manifest', id) : null
}
