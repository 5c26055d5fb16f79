import type { JobDefinition } from '@/lib/contracts/jobs'
import type { Db, Tx } from './db'

export type EnqueueOptions = {
  /** Lower runs earlier; 0 is the default. */
  priority?: number
  /** Earliest start. */
  runAt?: Date
}

const BATCH = 2000

/** Adds jobs of one kind in the transaction that causes them, thousands at once. */
export async function enqueueAll<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  payloads: readonly Payload[],
): Promise<void> {
  for (let at = 0; at < payloads.length; at += BATCH) {
    const specs = payloads.slice(at, at + BATCH).map((payload) => ({
      identifier: job.name,
      payload: job.payload.parse(payload),
      job_key: job.key(payload),
      max_attempts: job.maxAttempts,
    }))
    await tx.$executeRaw`
      SELECT graphile_worker.add_jobs(ARRAY(
        SELECT json_populate_record(NULL::graphile_worker.job_spec, spec) FROM json_array_elements(${JSON.stringify(specs)}::json) AS spec))`
  }
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

/** Adds one job for each payload, all or none. A waiting one with the same key is put in order again, with all its attempts. */
export async function enqueueEach<Payload>(
  db: Db | Tx,
  job: JobDefinition<Payload>,
  payloads: readonly Payload[],
  { priority = 0 }: Pick<EnqueueOptions, 'priority'> = {},
): Promise<void> {
  const bodies = payloads.map((payload) => JSON.stringify(job.payload.parse(payload)))
  const keys = payloads.map(job.key)
  await db.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}::text,
      payload => each.body::json,
      job_key => each.key,
      max_attempts => ${job.maxAttempts}::int,
      priority => ${priority}::int
    ) FROM unnest(${bodies}::text[], ${keys}::text[]) AS each(body, key)`
}

/** Removes a waiting job; a running one ends on its own and is not tried again. */
export async function withdraw<Payload>(tx: Tx, job: JobDefinition<Payload>, payload: Payload): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.remove_job(${job.key(payload)}::text)`
}
