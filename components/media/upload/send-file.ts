import { DetailedError, Upload } from 'tus-js-client'
import { UPLOADS_PATH, type UploadKind } from '@/lib/contracts/http/media'
import type { UploadPorts } from './upload-queue'

const RETRY_AFTER_MS = [0, 1_000, 3_000, 8_000, 15_000]

type Refusal = { message?: string; data?: { reason?: string } }

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof DetailedError)) return null
  try {
    return JSON.parse(error.originalResponse?.getBody() ?? '') as Refusal
  } catch {
    return null
  }
}

/** The server's own sentence where it gave one. */
export function uploadErrorText(error: unknown): string {
  const status = error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined
  return (
    refusalOf(error)?.message ??
    (status ? `The server refused the file (${status}).` : 'The connection broke. Check it and try again.')
  )
}

/** Whether the same request may do better later. A conflict of the protocol ends when the request ahead does. */
function mayPass(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0
  if (status === 409) return refusalOf(error)?.data?.reason === 'upload'
  return status === 0 || status === 423 || status === 429 || status >= 500
}

const OPTIONS = {
  endpoint: UPLOADS_PATH,
  retryDelays: RETRY_AFTER_MS,
  storeFingerprintForResuming: false,
  onShouldRetry: mayPass,
}

/** Sends a table of an import; one that is there already is replaced. */
export function sendTable(
  place: { projectId: string; importId: string },
  kind: UploadKind,
  file: string,
  text: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const metadata = { ...place, kind, file }
    new Upload(new Blob([text]), { ...OPTIONS, metadata, onSuccess: () => resolve(), onError: reject }).start()
  })
}

/** Sends one file over tus: after a broken connection it resumes where it stopped. */
export function sendFile(projectId: string): UploadPorts['send'] {
  return ({ importId, file, blob, onProgress, signal }) =>
    new Promise<void>((resolve, reject) => {
      const upload = new Upload(blob, {
        ...OPTIONS,
        metadata: { projectId, importId, file },
        onProgress,
        onSuccess: () => resolve(),
        // Its bytes arrived, only the answer was lost.
        onError: (error) => (refusalOf(error)?.data?.reason === 'file-twice' ? resolve() : reject(error)),
      })
      signal.addEventListener('abort', () => void upload.abort().then(() => reject(signal.reason)), { once: true })
      upload.start()
    })
}
