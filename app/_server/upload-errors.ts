import 'server-only'
import { MAX_UPLOAD_BYTES } from '@/lib/contracts/http/uploads'
import type { Context } from '@/lib/platform/context'
import { toApiError } from './errors'

/** What the tus server itself throws. */
type TusError = { status_code: number; body: string }

const TUS_WORDS: Record<number, string> = {
  404: 'This upload is unknown here; send the file again from its start.',
  409: 'Another request is ahead of this one; ask where the upload stands and go on from there.',
  410: 'This upload is over; send the file again from its start.',
  413: `A file may have at most ${MAX_UPLOAD_BYTES / 1024 ** 3} GiB.`,
}

function isTusError(error: unknown): error is TusError {
  return typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error
}

/** An answer in the form of the API's errors, so that one reader understands both. */
export function toUploadRefusal(error: unknown, ctx: Context): TusError {
  if (isTusError(error) && error.status_code < 500) {
    const message = TUS_WORDS[error.status_code] ?? error.body.trim()
    return { status_code: error.status_code, body: JSON.stringify({ message, data: { reason: 'upload' } }) }
  }
  const refusal = toApiError(isTusError(error) ? new Error(error.body) : error, ctx)
  return { status_code: refusal.status, body: JSON.stringify(refusal.toJSON()) }
}
