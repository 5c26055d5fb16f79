import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { StartError } from '../db/start-error'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Name = z.string().min(1).max(200)
/** A path below the folder of the backup, or of the media, that cannot leave it. */
const RelativePath = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => !path.isAbsolute(text) && !text.split(/[\\/]/).includes('..'), 'leaves the folder')

const TableCopy = z.object({
  schema: Name,
  name: Name,
  columns: z.array(Name).min(1),
  rows: z.int().min(0),
  /** Of COPY's text before it is compressed. */
  sha256: Sha256,
  file: RelativePath,
})
export type TableCopy = z.infer<typeof TableCopy>

const Sequence = z.object({ schema: Name, name: Name, last: z.string().regex(/^-?\d+$/) })
export type Sequence = z.infer<typeof Sequence>

const FileCopy = z.object({
  file: RelativePath,
  bytes: z.int().min(0),
  sha256: Sha256,
  /** Opens accounts or sessions: to be kept as the data folder itself is. */
  sensitive: z.boolean(),
})
export type FileCopy = z.infer<typeof FileCopy>

export const MediaCopy = z.object({ key: RelativePath, bytes: z.int().min(0), sha256: Sha256 })
export type MediaCopy = z.infer<typeof MediaCopy>

export const BACKUP_SCHEMA_VERSION = 1

export const BackupManifest = z.object({
  schemaVersion: z.literal(BACKUP_SCHEMA_VERSION),
  /** Of the product that made it. */
  version: Name,
  /** The instant of the snapshot: all of the backup is the state of this moment. */
  takenAt: z.iso.datetime({ offset: true }),
  migrations: z.array(z.object({ name: Name, checksum: Sha256 })),
  /** Number of the job queue's newest migration. */
  queueVersion: z.int().min(0),
  tables: z.array(TableCopy),
  sequences: z.array(Sequence),
  /** Files of the data folder. */
  files: z.array(FileCopy),
  /**
   * `list` has one line of JSON for each object; objects that the snapshot names but that were not found are only
   * counted.
   */
  media: z.object({ list: RelativePath, sha256: Sha256, count: z.int(), bytes: z.int(), missing: z.array(z.string()) }),
})
export type BackupManifest = z.infer<typeof BackupManifest>

export const MANIFEST = 'manifest.json'

export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** @throws StartError when the folder contains no backup, or one that this version cannot read */
export async function readManifest(folder: string): Promise<BackupManifest> {
  let stored: unknown
  try {
    stored = JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8'))
  } catch (cause) {
    throw new StartError(`${folder} is not a complete backup: its ${MANIFEST} cannot be read.`, { cause })
  }
  const parsed = BackupManifest.safeParse(stored)
  if (parsed.success) return parsed.data
  const { schemaVersion } = z.object({ schemaVersion: z.unknown() }).catch({ schemaVersion: null }).parse(stored)
  if (typeof schemaVersion === 'number' && schemaVersion > BACKUP_SCHEMA_VERSION)
    throw new StartError(
      `${folder} was made by a newer version of Framejury. Restore it with that version or a later one.`,
    )
  throw new StartError(`${folder} is not a Framejury backup: ${z.prettifyError(parsed.error)}`, { cause: parsed.error })
}
