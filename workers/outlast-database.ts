import { setTimeout as delay } from 'node:timers/promises'
import { isLostConnection } from '@/lib/platform/db'
import type { WorkerContext } from './context'

const PAUSE_MS = 500

/**
 * Does a piece of work again each time the database went away in the middle of it, as soon as it is back: what the job is
 * about is not to blame, so it costs none of its attempts. The work must be one that may run twice.
 */
export async function outlastDatabase(
  { db, log }: Pick<WorkerContext, 'db' | 'log'>,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || !isLostConnection(error)) throw error
      log.warn({ err: error }, 'the database went away; waiting for it')
    }
    do await delay(PAUSE_MS, undefined, { signal })
    while (!(await answers(db)))
  }
}

async function answers(db: WorkerContext['db']): Promise<boolean> {
  try {
    await db.$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}
