import type { Job } from 'graphile-worker'
import { restAfter } from '@/lib/platform/failures'
import type { WorkerContext } from './context'

/**
 * Does a job's work. When it fails for a reason that passes, such as a full disk or a backup that is being written, the
 * job rests for a while and the attempt does not count, so that it is never given up for that.
 */
export async function withRest(
  { db, log }: Pick<WorkerContext, 'db' | 'log'>,
  job: Pick<Job, 'id' | 'locked_by' | 'task_identifier'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const restMs = restAfter(error)
    if (restMs !== null) {
      log.warn({ job: job.task_identifier, err: error }, 'a job waits until what keeps it from working has passed')
      await db.$executeRaw`
        UPDATE graphile_worker._private_jobs
           SET attempts = greatest(0, attempts - 1), run_at = now() + make_interval(secs => ${restMs / 1000}::float8)
         WHERE id = ${BigInt(job.id)} AND locked_by = ${job.locked_by}`
    }
    throw error
  }
}
