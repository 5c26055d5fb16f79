import type { JobDefinition } from '@/lib/contracts/jobs'
import type { Tx } from './db'

export type EnqueueOptions = {
  /** Lower runs earlier; 0 is the default. */
  priority?: number
  /** Earliest start. */
  runAt?: Date
}

/** Adds the job in the transaction that causes it, so that neither exists without the other. */
export async function enqueue<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  payload: Payload,
  { priority = 0, runAt }: EnqueueOptions = {},
): Promise<void> {
  const body = JSON.stringify(job.payload.parse(payload))
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}::text,
      payload => ${body}::json,
      job_key => ${job.key(payload)}::text,
      max_attempts => ${job.maxAttempts}::int,
      priority => ${priority}::int,
      run_at => ${runAt ?? null}::timestamptz
    )`
}

/** Takes a waiting job back; one that is at work ends by itself and is not tried again. */
export async function withdraw<Payload>(tx: Tx, job: JobDefinition<Payload>, payload: Payload): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.remove_job(${job.key(payload)}::text)`
}
