import { statfs } from 'node:fs/promises'
import { Pool } from 'pg'
import { LEAST_FREE_BYTES } from './db/data-folder'
import { schemaVersion } from './db/schema-version'

/** `warning` needs a person soon, `failed` now; `unknown` could not be asked. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'unknown'
export type Check = { state: CheckState; reason: string; figures?: Record<string, number> }

export const CHECKS = ['database', 'migrations', 'worker', 'queue', 'disk'] as const
export type Health = { ready: boolean; checks: Record<(typeof CHECKS)[number], Check> }

/** All of it together answers within a second; the database has most of that. */
const PATIENCE_MS = 700
/** A busy machine is not a dead one: a recent result stays valid while a check is in progress. */
const LATE_MS = 10_000
const KEPT_MS = 1_000
const BEAT_LIMIT_S = 30
const LONG_WAIT_S = 15 * 60
const LOW_BYTES = 5 * LEAST_FREE_BYTES
const NOT_ASKED: Check = { state: 'unknown', reason: 'The database could not be queried.' }

type Running = { beatAgeS: number | null; waitingS: number | null; working: boolean }

const RUNNING = `
  SELECT (SELECT extract(epoch FROM now() - max("beatAt"))::float8 FROM "WorkerProcess") AS "beatAgeS",
         (SELECT extract(epoch FROM now() - min(run_at))::float8 FROM graphile_worker._private_jobs
           WHERE is_available AND run_at <= now()) AS "waitingS",
         EXISTS (SELECT FROM graphile_worker._private_jobs
           WHERE locked_at > now() - make_interval(secs => ${LONG_WAIT_S})) AS working`

function workerCheck({ beatAgeS }: Running): Check {
  if (beatAgeS === null) return { state: 'failed', reason: 'No worker is running: jobs wait.' }
  const figures = { beatAgeS: Math.max(0, Math.round(beatAgeS)) }
  if (beatAgeS <= BEAT_LIMIT_S) return { state: 'ok', reason: 'A worker runs.', figures }
  return { state: 'failed', reason: `The last heartbeat of a worker is ${figures.beatAgeS} s old: jobs wait.`, figures }
}

function queueCheck({ waitingS, working }: Running): Check {
  if (waitingS === null) return { state: 'ok', reason: 'No job waits.', figures: { waitingS: 0 } }
  const figures = { waitingS: Math.max(0, Math.round(waitingS)) }
  if (waitingS <= LONG_WAIT_S) return { state: 'ok', reason: 'Jobs are processed without delay.', figures }
  if (working) return { state: 'warning', reason: 'A job has waited long: the workers are overloaded.', figures }
  return {
    state: 'failed',
    reason: 'A job has waited long, and no worker finishes any: see the log of the worker.',
    figures,
  }
}

async function diskCheck(folder: string): Promise<Check> {
  try {
    const { bavail, bsize } = await statfs(folder)
    const freeBytes = bavail * bsize
    const figures = { freeBytes }
    const free = `${Math.floor(freeBytes / 1e6)} MB are free on the disk of the data folder`
    if (freeBytes < LEAST_FREE_BYTES) return { state: 'failed', reason: `The disk is full: ${free}.`, figures }
    if (freeBytes < LOW_BYTES) return { state: 'warning', reason: `The disk is nearly full: ${free}.`, figures }
    return { state: 'ok', reason: `${free}.`, figures }
  } catch {
    return { state: 'failed', reason: 'The data folder cannot be read.' }
  }
}

function migrationsCheck({ unknown, missing }: { unknown: string[]; missing: string[] }): Check {
  if (unknown.length > 0)
    return { state: 'failed', reason: 'The database was written by a newer version: start that version.' }
  if (missing.length > 0)
    return { state: 'failed', reason: 'The database lacks migrations of this version: run `npm start` on it.' }
  return { state: 'ok', reason: 'The database has the tables of this version.' }
}

type OfDatabase = Omit<Health['checks'], 'disk'>

type HealthSource = {
  databaseUrl: string
  /** Data folder. */
  folder: string
  /** How long an answer of the database is waited for. */
  patienceMs?: number
}

function within<T>(work: Promise<T>, limitMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/**
 * Checks whether an instance can do its work. A result is valid for a second, so that frequent requests do not query
 * the database more often; a separate connection lets it respond while all others are in use.
 */
export class HealthReader {
  readonly #folder: string
  readonly #pool: Pool
  readonly #patienceMs: number
  #found: { at: number; health: Promise<Health> } | null = null
  #asking: Promise<OfDatabase | null> | null = null
  #answered: { at: number; checks: OfDatabase } | null = null

  constructor({ databaseUrl, folder, patienceMs = PATIENCE_MS }: HealthSource) {
    this.#folder = folder
    this.#patienceMs = patienceMs
    this.#pool = new Pool({
      connectionString: databaseUrl,
      max: 1,
      connectionTimeoutMillis: LATE_MS,
      query_timeout: LATE_MS,
      allowExitOnIdle: true,
    })
    this.#pool.on('error', () => undefined)
  }

  /** @param now milliseconds of a clock that does not jump */
  read(now = performance.now()): Promise<Health> {
    if (this.#found && now - this.#found.at < KEPT_MS) return this.#found.health
    const health = this.#look(now)
    this.#found = { at: now, health }
    return health
  }

  close(): Promise<void> {
    return this.#pool.end()
  }

  async #look(now: number): Promise<Health> {
    const [disk, rest] = await Promise.all([diskCheck(this.#folder), this.#databaseChecks(now)])
    const checks = { ...rest, disk }
    return { ready: Object.values(checks).every(({ state }) => state === 'ok' || state === 'warning'), checks }
  }

  async #databaseChecks(now: number): Promise<OfDatabase> {
    this.#asking ??= this.#ask()
      .catch(() => null)
      .finally(() => {
        this.#asking = null
      })
    const asked = await within(this.#asking, this.#patienceMs)
    if (asked === 'late' && this.#answered && now - this.#answered.at < LATE_MS) return this.#answered.checks
    if (asked && asked !== 'late') {
      this.#answered = { at: now, checks: asked }
      return asked
    }
    const database: Check = { state: 'failed', reason: 'The database does not answer.' }
    return { database, migrations: NOT_ASKED, worker: NOT_ASKED, queue: NOT_ASKED }
  }

  async #ask(): Promise<OfDatabase> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    try {
      const migrations = migrationsCheck(await schemaVersion(client))
      const database: Check = { state: 'ok', reason: 'The database answers.' }
      if (migrations.state !== 'ok') return { database, migrations, worker: NOT_ASKED, queue: NOT_ASKED }
      const { rows } = await client.query<Running>(RUNNING)
      const running = rows[0] ?? { beatAgeS: null, waitingS: null, working: false }
      return { database, migrations, worker: workerCheck(running), queue: queueCheck(running) }
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
      throw broken
    } finally {
      client.release(broken)
    }
  }
}
