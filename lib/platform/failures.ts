import { BackupRunningError, isLostConnection } from './db'
import { AppError } from './errors'

/** File system: no room, no room left in the quota. PostgreSQL: disk_full, out of its appendix A. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100'])
/** A decoder's process passes on only the message. The text of any other error may come from a stranger's file. */
const FULL_WORDS = /no space left on device|disk quota exceeded/i
const WORDS_FROM = 'MediaProcessError'
const DEEPEST = 8

/** Whether something failed because the disk of the database or of the media is full. */
export function isStorageFull(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false
  const told = error as Record<string, unknown>
  if (FULL.has(String(told['code'])) || FULL.has(String(told['originalCode']))) return true
  if (told['reason'] === 'storage-full') return true
  if (told['name'] === WORDS_FROM && FULL_WORDS.test(String(told['message']))) return true
  return ['cause', 'meta', 'driverAdapterError'].some((part) => isStorageFull(told[part], depth + 1))
}

/** The text that a person gets. */
export function storageFull(cause?: unknown): AppError {
  return new AppError(
    'storage-full',
    'storage-full',
    'The disk of the server is full, so nothing was saved. Ask the operator of the server to free some space, then try again.',
    { cause },
  )
}

/** How long a job rests before it is tried again. */
const REST_MS = 30_000

/**
 * Whether a job failed for a temporary reason outside the job, so that it is tried later and loses no attempt.
 * @returns milliseconds to wait, or null when the job itself failed
 */
export function restAfter(error: unknown): number | null {
  return error instanceof BackupRunningError || isStorageFull(error) ? REST_MS : null
}

/** Whether a job must stay unchanged, to be tried again: nothing may be recorded as failed. */
export function isPassing(error: unknown): boolean {
  return isLostConnection(error) || restAfter(error) !== null
}
