import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { ModelManifest } from '@/lib/domain/proposals'
import { createDb, type Db } from '@/lib/platform/db'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { journeyInstance } from '@/tests/setup/journey-instance'

let open: Db | undefined

/** The instance's own database: a journey asserts the screen and the row. */
export function database(): Db {
  open ??= createDb(journeyInstance().databaseUrl, 2)
  return open
}

export async function demoProjectId(): Promise<string> {
  const { id } = await database().project.findUniqueOrThrow({ where: { slug: 'demo' } })
  return id
}

/** Audit rows of something that was done to one thing. */
export function audited(verb: string, entityId: string): Promise<number> {
  return database().auditEvent.count({ where: { verb, entityId } })
}

/** A Postgres that no instance runs, with an empty database: what DATABASE_URL names. */
export async function startOutsidePostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-postgres-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({
    directory: path.join(folder, 'cluster'),
    logFile: path.join(folder, 'postgres.log'),
    password: 'outside',
    disposable: true,
  })
  const client = new Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE team')
  await client.end()
  async function stop(): Promise<void> {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: server.url('team'), stop }
}

const run = promisify(execFile)

/** `npm run -s framejury -- …` on the instance of the journeys. @returns what it printed on stdout */
export function framejury(...args: string[]): Promise<string> {
  return framejuryIn(journeyInstance().dataFolder, ...args)
}

/** The same on another data folder. */
export async function framejuryIn(dataFolder: string, ...args: string[]): Promise<string> {
  const environment = { ...process.env, FRAMEJURY_DATA: dataFolder }
  const { stdout } = await run(process.execPath, ['scripts/framejury.mjs', ...args], {
    env: environment,
    maxBuffer: 64 * 2 ** 20,
  })
  return stdout
}

/** The model that ships with the product. */
export const { name: NAME, version: SHIPPED } = ModelManifest.parse(
  JSON.parse(readFileSync('models/default/model.json', 'utf8')),
)
/** What the journeys register beside it. */
export const SECOND = 'second'
