import { z } from 'zod'
import { StorableText } from '@/lib/domain/shared'
import { Id } from './common'

/** Where the bytes of clips are sent with the tus protocol: the one door beside the API, for files are no JSON. */
export const UPLOADS_PATH = '/api/uploads'

/** 2 GiB a file; a clip of ten seconds in 4K has some 100 MB. */
export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3

/** 32 MiB a table: some 300,000 rows. */
export const MAX_TABLE_BYTES = 32 * 1024 ** 2

/**
 * What a file of an import is: a clip; its manifest (.csv or .jsonl; a later one replaces it); or the names of the
 * folder's files that stay at home, one JSON string a line, so that they are reported.
 */
export const UploadKind = z.enum(['clip', 'manifest', 'left-out'])
export type UploadKind = z.infer<typeof UploadKind>

/** The metadata of an upload. */
export const UploadMetadata = z.object({
  projectId: Id,
  importId: Id,
  kind: UploadKind.default('clip'),
  /** Path relative to the manifest, or to the chosen folder where there is none. */
  file: StorableText.min(1).max(1000),
})
export type UploadMetadata = z.input<typeof UploadMetadata>
