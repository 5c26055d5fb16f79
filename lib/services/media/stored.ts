import { z } from 'zod'
import { Filmstrip, MediaWarning } from '@/lib/contracts/http/media'
import { decodeFrameTable, type FrameTable, ManifestRow } from '@/lib/domain/media'
import { parseStored, StoredDataError } from '@/lib/platform/stored'

const Warnings = z.array(MediaWarning)
const Metadata = z.record(z.string(), z.unknown())
const Strip = Filmstrip.omit({ url: true })

/** @throws StoredDataError */
export function warningsOf({ id, warnings }: { id: string; warnings: unknown }): z.infer<typeof Warnings> {
  return parseStored(Warnings, warnings, 'Video.warnings', id)
}

/** Columns of the manifest that only its author knows. @throws StoredDataError */
export function metadataOf({ id, metadata }: { id: string; metadata: unknown }): z.infer<typeof Metadata> {
  return parseStored(Metadata, metadata, 'Video.metadata', id)
}

/** The frames in a clip's filmstrip, and the size of each, pixels. @throws StoredDataError */
export function filmstripOf({ id, filmstrip }: { id: string; filmstrip: unknown }): z.infer<typeof Strip> {
  return parseStored(Strip, filmstrip, 'Video.filmstrip', id)
}

/** The frames of a clip that was read. @throws StoredDataError where it has none */
export function frameTableOf({ id, frameTable }: { id: string; frameTable: Uint8Array | null }): FrameTable {
  if (frameTable === null) throw new StoredDataError('Video.frameTable', id, 'it is empty')
  return decodeFrameTable(frameTable)
}

/** @throws StoredDataError */
export function manifestRowOf({ id, row }: { id: string; row: unknown }): ManifestRow {
  return parseStored(ManifestRow, row, 'ImportItem.row', id)
}
