import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '@/lib/platform/context'
import { createDb } from '@/lib/platform/db'
import { type DataFolder, loadSecrets, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { claimRuntime, holderInWords, type Runtime, readRuntime } from '@/lib/platform/db/runtime-file'
import { StartError } from '@/lib/platform/db/start-error'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import { migrateDatabase, openDatabase } from '../instance/database'
import { printer } from '../instance/output'
import { keepAlive, startNode } from '../instance/service'
import { instanceEnvironment, readSettings } from '../instance/settings'

const WORKER = 'workers/main.ts'
const PATIENCE_MS = 10 * 60_000

/** What a command works on. */
export type Instance = {
  databaseUrl: string
  folder: DataFolder
  /** Environment for processes that the command starts; already in `process.env`. */
  environment: Record<string, string>
  /** True when `npm start` or `npm run dev` runs on this data folder, worker included. */
  running: boolean
}

type InstanceOptions = {
  /** Name of the command, for others who wait for it. */
  command: string
  /** Start a worker for the duration where none runs. */
  worker?: boolean
  /** False leaves the tables unchanged, whichever version made them. */
  migrates?: boolean
}

function isServing(runtime: Runtime): boolean {
  return runtime.holder === 'start' || runtime.holder === 'dev'
}

/** Waits for a starting instance to be ready and for another command to end. @returns the running instance, if any */
async function settle(folder: DataFolder): Promise<Runtime | null> {
  let told = false
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(200)) {
    const runtime = await readRuntime(folder)
    if (!runtime || (isServing(runtime) && runtime.state === 'ready')) return runtime
    if (!told) console.error(`Waiting for ${holderInWords(runtime)} …`)
    told = true
  }
  throw new StartError(`${folder.root} stayed in use for ten minutes. Try again later.`)
}

async function withTemporaryDatabase<T>(
  folder: DataFolder,
  { command, worker, migrates = true }: InstanceOptions,
  work: (databaseUrl: string, startWorker: (environment: Record<string, string>) => void) => Promise<T>,
): Promise<T> {
  const claim = await claimRuntime(folder, command)
  const undo: (() => Promise<void> | void)[] = [() => claim.release()]
  // Postgres and worker run in separate process groups and end with this process only when it exits normally.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130))
  try {
    const database = await openDatabase(folder, await loadSecrets(folder), process.env.DATABASE_URL)
    const { embedded } = database
    if (embedded) undo.push(() => embedded.server.stop())
    if (migrates) await migrateDatabase(database)
    await claim.update({ databaseUrl: database.url, state: 'ready' })
    return await work(database.url, (environment) => {
      if (!worker || !existsSync(WORKER)) return
      const print = printer('worker')
      const start = () => startNode(['--import', 'tsx', WORKER], { LOG_LEVEL: 'warn', ...environment }, print)
      const service = keepAlive(start(), async () => start(), print)
      undo.push(() => service.stop())
    })
  } finally {
    for (let step = undo.pop(); step; step = undo.pop()) await step()
  }
}

/**
 * Runs a command on the instance of FRAMEJURY_DATA: on the database of the running one,
 * else on the data folder's own database, started and migrated for the duration.
 */
export async function withInstance<T>(work: (instance: Instance) => Promise<T>, options: InstanceOptions): Promise<T> {
  const { folder, url } = await readSettings({
    ...process.env,
    PORT: process.env.PORT === '0' ? undefined : process.env.PORT,
  })
  await prepareDataFolder(folder)
  const secrets = await loadSecrets(folder)
  const runtime = await settle(folder)
  const enter = (databaseUrl: string, running: boolean): Instance => {
    const environment = instanceEnvironment(folder, secrets, { databaseUrl, url: runtime?.url ?? url })
    Object.assign(process.env, environment)
    return { databaseUrl, folder, environment, running }
  }
  if (runtime?.databaseUrl) return work(enter(runtime.databaseUrl, true))
  return withTemporaryDatabase(folder, options, (databaseUrl, startWorker) => {
    const instance = enter(databaseUrl, false)
    startWorker(instance.environment)
    return work(instance)
  })
}

const CONNECTIONS = 4

/** Runs a command's work as the system on the instance's database and storage. */
export async function withSystemContext<T>(
  { databaseUrl, folder }: Instance,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const db = createDb(databaseUrl, CONNECTIONS)
  const ctx: Context = {
    actor: { type: 'system', job: 'cli' },
    db,
    storage: createDiskStorage(path.join(folder.root, 'media')),
    log: createLogger('cli'),
    now: () => new Date(),
  }
  try {
    return await work(ctx)
  } finally {
    await db.$disconnect()
  }
}
