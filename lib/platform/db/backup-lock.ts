import type { Client } from 'pg'
import { AppError } from '../errors'
import type { Db, Tx } from './client'

/** Advisory locks of two numbers, so that none meets a lock of one number. "fram" in ASCII, then which. */
const SPACE = 0x6672616d
const BACKUP = 1
const REMOVAL = 2

/** Large folders take a while to unlink. */
const REMOVAL_LIMIT = { maxWait: 10_000, timeout: 10 * 60_000 }

/**
 * Keeps every media object in its place until the connection ends; waits for a removal that is under way. Taken before
 * the snapshot is, so that all it refers to is still there when it is copied.
 */
export async function keepMediaInPlace(backup: Client): Promise<void> {
  await backup.query('SELECT pg_advisory_lock_shared($1, $2)', [SPACE, BACKUP])
}

/** A backup is being written, so media must wait; a job that throws it is done later and loses no attempt. */
export class BackupRunningError extends AppError {
  constructor() {
    super('unavailable', 'backup-running', 'A backup is being written, so files stay where they are. Try again later.')
    this.name = 'BackupRunningError'
  }
}

/**
 * Does work that takes objects away from media storage, one such work at a time and never during a backup.
 * The work looks in `tx` whether anything still refers to an object, and removes it before it returns.
 * @throws BackupRunningError at once while a backup runs; nothing was done then
 */
export function withMediaRemoval<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    // Wait for others who remove files; if the second lock is then still taken, a backup has it.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SPACE}::int, ${REMOVAL}::int)`
    const [row] = await tx.$queryRaw<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${SPACE}::int, ${BACKUP}::int) AS free`
    if (!row?.free) throw new BackupRunningError()
    return work(tx)
  }, REMOVAL_LIMIT)
}
