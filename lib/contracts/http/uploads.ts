import { z } from 'zod'
import { StorableText } from '@/lib/domain/shared'
import { Id } from './common'

/** Where the bytes of clips are sent with the tus protocol: the one door beside the API, for files are no JSON. */
export const UPLOADS_PATH = '/api/uploads'

/** 2 GiB a file; a clip of ten seconds in 4K has some 100 MB. */
export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3

/** The metadata of an upload. */
export const UploadMetadata = z.object({
  projectId: Id,
  importId: Id,
  /** Path relative to the manifest, or to the chosen folder where there is none. */
  file: StorableText.min(1).max(1000),
})
export type UploadMetadata = z.infer<typeof UploadMetadata>
