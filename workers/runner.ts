import { EventEmitter } from 'node:events'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type CronItem,
  type Job,
  type JobHelpers,
  Logger,
  makeWorkerUtils,
  parseCronItems,
  type Runner,
  run,
  type Task,
  type WorkerEvents,
} from 'graphile-worker'
import { Pool } from 'pg'
import { jobs } from '@/lib/contracts/jobs'
import { isLostConnection } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { restAfter } from '@/lib/platform/failures'
import type { WorkerContext } from './context'
import { engineLanes } from './engines/pool/engine-pool'
import { holdLock } from './hold-lock'
import { deadWorkers, forgetDeadWorkers, forgetWorker, noteWorker } from './live-workers'
import { deletionJobs, largeMediaJobs, mediaJobs, type RegisteredJob, reportJobs, scoringJobs } from './registry'

const PAUSE_MS = 500

/**
 * Repeats a piece of work each time the database was lost during it, as soon as it is back: the job is not the cause,
 * so it costs none of its attempts. The work must be one that may run twice.
 */
export async function retryOnDatabaseLoss(
  { db, log }: Pick<WorkerContext, 'db' | 'log'>,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || !isLostConnection(error)) throw error
      log.warn({ err: error }, 'lost the database; waiting for it')
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

/**
 * Does a job's work. When it fails for a temporary reason, such as a full disk or a backup that is being written, the
 * job is postponed and the attempt does not count, so that it never fails for that reason.
 */
async function withRest(
  { db, log }: Pick<WorkerContext, 'db' | 'log'>,
  job: Pick<Job, 'id' | 'locked_by' | 'task_identifier'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const restMs = restAfter(error)
    if (restMs !== null) {
      log.warn({ job: job.task_identifier, err: error }, 'a job is postponed until its obstacle is gone')
      await db.$executeRaw`
        UPDATE graphile_worker._private_jobs
           SET attempts = greatest(0, attempts - 1), run_at = now() + make_interval(secs => ${restMs / 1000}::float8)
         WHERE id = ${BigInt(job.id)} AND locked_by = ${job.locked_by}`
    }
    throw error
  }
}

function toTask(job: RegisteredJob, worker: WorkerContext): Task {
  return async (payload: unknown, helpers: JobHelpers) => {
    const parsed = job.payload.safeParse(payload)
    if (!parsed.success) {
      worker.log.error({ job: job.name, issues: parsed.error.issues }, 'dropped a job whose payload is invalid')
      return
    }
    const handler = await job.load()
    const given = {
      worker,
      payload: parsed.data as never,
      lastAttempt: helpers.job.attempts >= helpers.job.max_attempts,
      signal: helpers.abortSignal,
    }
    await withRest(worker, helpers.job, () =>
      holdLock(worker, helpers.job, () => retryOnDatabaseLoss(worker, helpers.abortSignal, () => handler(given))),
    )
  }
}

/** The queue's own chatter goes into our log; what it calls information, a job done, is a detail here. */
function loggerOf({ log }: WorkerContext): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
}

async function freeDeadWorkers(folder: string, worker: WorkerContext): Promise<void> {
  const dead = await deadWorkers(folder)
  if (dead.length === 0) return
  const utils = await makeWorkerUtils({ connectionString: env().DATABASE_URL })
  try {
    // A kill is not the job's fault: it costs none of its attempts. Code that may crash runs in a child process.
    await utils.withPgClient((client) =>
      client.query(
        'UPDATE graphile_worker._private_jobs SET attempts = greatest(0, attempts - 1) WHERE locked_by = ANY($1)',
        [dead],
      ),
    )
    await utils.forceUnlockWorkers(dead)
    // Not before: when the database is away, the next start must find them again.
    await forgetDeadWorkers(folder, dead)
  } finally {
    await utils.release()
  }
  worker.log.info({ workers: dead.length }, 'freed the jobs of killed workers')
}

type Ground = { folder: string; worker: WorkerContext; pgPool: Pool }

async function startRunner(
  jobs: RegisteredJob[],
  concurrency: number,
  { folder, worker, pgPool }: Ground,
  cron: CronItem[] = [],
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter()
  const notes: Promise<void>[] = []
  // Jobs are locked in the name of the pool, not of its workers.
  events.on('pool:create', ({ workerPool }) => notes.push(noteWorker(folder, workerPool.id)))
  events.on('pool:release', ({ workerPool }) => void forgetWorker(folder, workerPool.id))
  events.on('worker:create', ({ worker: created }) => notes.push(noteWorker(folder, created.workerId)))
  events.on('worker:stop', ({ worker: gone }) => void forgetWorker(folder, gone.workerId))
  events.on('job:error', ({ job, error }) => worker.log.warn({ job: job.task_identifier, err: error }, 'job failed'))
  const runner = await run({
    pgPool,
    concurrency,
    logger: loggerOf(worker),
    parsedCronItems: parseCronItems(cron),
    noHandleSignals: true,
    pollInterval: 1000,
    events,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, toTask(job, worker)])),
  })
  await Promise.all(notes)
  return runner
}

type WorkerPool = {
  /** Lets running jobs end, or gives them up after graphile-worker's grace; then the engines' processes end. */
  stop: () => Promise<void>
  /** Settles when a runner ends without being stopped. */
  stopped: Promise<unknown>
}

/** One for each runner that listens, the others for taking and ending jobs. */
const QUEUE_CONNECTIONS = 16

function openQueuePool({ log }: WorkerContext): Pool {
  const pool = new Pool({ connectionString: env().DATABASE_URL, max: QUEUE_CONNECTIONS })
  const onError = (error: Error) => log.debug({ err: error }, 'lost a connection to the queue')
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

/** Of all workers together. */
const EVERY_HOUR: CronItem[] = [
  { task: jobs.sweepAccounts.name, match: '47 * * * *', options: { jobKey: 'accounts.sweep:all' } },
  { task: jobs.sweepMedia.name, match: '17 * * * *', options: { jobKey: 'media.sweep:all' } },
]

/** Scoring has its own lanes, as many as there are engines of each kind, whatever other jobs wait. */
export async function startWorkers(worker: WorkerContext): Promise<WorkerPool> {
  const folder = path.join(env().FRAMEJURY_DATA, 'workers')
  await freeDeadWorkers(folder, worker)
  const ground = { folder, worker, pgPool: openQueuePool(worker) }
  const lanes = engineLanes(worker.engine.threads)
  const runners = [
    await startRunner(mediaJobs, 2, ground),
    await startRunner(largeMediaJobs, 1, ground),
    await startRunner(scoringJobs['frame-onnx'], lanes['frame-onnx'], ground),
    await startRunner(scoringJobs['vlm-onnx'], lanes['vlm-onnx'], ground),
    await startRunner(scoringJobs.openai, lanes.openai, ground),
    await startRunner(reportJobs, 1, ground),
    await startRunner(deletionJobs, 1, ground, EVERY_HOUR),
  ]
  return {
    stop: async () => {
      await Promise.allSettled(runners.map((runner) => runner.stop()))
      try {
        await worker.engines.close()
      } finally {
        await ground.pgPool.end()
      }
    },
    stopped: Promise.all(runners.map((runner) => runner.promise)),
  }
}
