import path from 'node:path'
import type { Context } from '@/lib/platform/context'
import { createDb, type Db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { createLogger, type Logger } from '@/lib/platform/log'
import { createDiskStorage, type Storage } from '@/lib/platform/storage'
import type { EngineOptions } from './engines'
import { EnginePool } from './engines/pool/engine-pool'

/**
 * Lanes may wait for rows that another one has locked; some connections must stay free for those that release locks.
 */
const CONNECTIONS = 16

/** What all jobs of this process share. */
export type WorkerContext = {
  db: Db
  storage: Storage
  log: Logger
  modelsFolder: string
  engine: EngineOptions
  /** Warm for the next clip of a model; they end when the workers stop. */
  engines: EnginePool
}

export function openWorkerContext(): WorkerContext {
  const { DATABASE_URL, FRAMEJURY_DATA, FRAMEJURY_MODELS, FRAMEJURY_ENGINE_THREADS: threads } = env()
  const engine = threads === undefined ? {} : { threads }
  return {
    db: createDb(DATABASE_URL, CONNECTIONS),
    storage: createDiskStorage(path.join(FRAMEJURY_DATA, 'media')),
    log: createLogger('worker'),
    modelsFolder: path.resolve(FRAMEJURY_MODELS),
    engine,
    engines: new EnginePool({ engine }),
  }
}

/** The context in which a job calls a verb. */
export function jobContext({ db, storage, log }: WorkerContext, job: string): Context {
  return { actor: { type: 'system', job }, db, storage, log, now: () => new Date() }
}

/** Does one job: thin, it builds the context and calls the verb. `lastAttempt` asks it to record the failure itself. */
export type Handler<Payload> = (given: {
  worker: WorkerContext
  payload: Payload
  lastAttempt: boolean
  signal: AbortSignal
}) => Promise<void>
