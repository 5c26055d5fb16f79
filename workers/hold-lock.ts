import { setInterval } from 'node:timers/promises'
import type { Job } from 'graphile-worker'
import type { WorkerContext } from './context'

/** When the lock is renewed; ends with the signal. */
export type Ticks = (signal: AbortSignal) => AsyncIterable<unknown>

const TEN_MINUTES_MS = 600_000
const everyTenMinutes: Ticks = (signal) => setInterval(TEN_MINUTES_MS, undefined, { signal })

type Locked = Pick<Job, 'id' | 'locked_by'>

async function renew({ db, log }: Pick<WorkerContext, 'db' | 'log'>, { id, locked_by }: Locked): Promise<void> {
  try {
    await db.$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_at = now() WHERE id = ${BigInt(id)} AND locked_by = ${locked_by}`
  } catch (error) {
    // The database may be away for a while; there are hours left.
    log.debug({ err: error }, 'could not renew the lock of a job')
  }
}

/**
 * Does a job's work and renews its lock: graphile-worker takes a lock older than four hours for that of a dead worker.
 */
export async function holdLock<T>(
  worker: Pick<WorkerContext, 'db' | 'log'>,
  job: Locked,
  work: () => Promise<T>,
  ticks: Ticks = everyTenMinutes,
): Promise<T> {
  const ended = new AbortController()
  const renewing = (async () => {
    try {
      for await (const _ of ticks(ended.signal)) await renew(worker, job)
    } catch (error) {
      if (!ended.signal.aborted) throw error
    }
  })()
  try {
    return await work()
  } finally {
    ended.abort()
    await renewing
  }
}
