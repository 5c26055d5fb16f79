import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { type DataFolder, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { readMigrations } from '@/lib/platform/db/migrate'
import { readRuntime } from '@/lib/platform/db/runtime-file'
import { openDatabase } from '../../instance/database'
import { broken, type Check } from './check-machine'

const LEAST_MAJOR = 14

async function look(url: string, name: string): Promise<Check> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    const version = rows[0]?.server_version ?? '?'
    if (Number.parseInt(version, 10) < LEAST_MAJOR) {
      const mend = `Use PostgreSQL ${LEAST_MAJOR} or later.`
      return { area: 'database', name, state: 'problem', text: `PostgreSQL ${version} is too old`, mend }
    }
    return { area: 'database', name, state: 'ok', text: `PostgreSQL ${version}, ${await migrationsInWords(client)}` }
  } finally {
    await client.end()
  }
}

async function migrationsInWords(client: Client): Promise<string> {
  const known = (await readMigrations()).migrationDirectories.length
  const { rows } = await client
    .query<{ count: number }>('SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL')
    .catch(() => ({ rows: [{ count: 0 }] }))
  const applied = rows[0]?.count ?? 0
  return applied >= known
    ? `all ${known} migrations applied`
    : `${known - applied} of ${known} migrations to come at the next start`
}

/** Starts a throw-away server: what a first `npm start` would do. */
async function tryEmbedded(): Promise<Check> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'framejury-doctor-'))
  try {
    const server = await startEmbeddedPostgres({
      directory: path.join(scratch, 'postgres'),
      logFile: path.join(scratch, 'postgres.log'),
      password: 'doctor',
      disposable: true,
    })
    try {
      const { text } = await look(server.url('postgres'), 'embedded')
      return { area: 'database', name: 'embedded', state: 'ok', text: `${text.split(',')[0]} starts here` }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The database that an instance here uses or would use. */
export async function checkDatabase(folder: DataFolder, given: string | undefined): Promise<Check> {
  try {
    const running = (await readRuntime(folder).catch(() => null))?.databaseUrl
    if (running) return await look(running, 'of the running instance')
    if (!given) return await tryEmbedded()
    const unused = { authSecret: '', mediaSecret: '', postgresPassword: '' }
    return await look((await openDatabase(folder, unused, given)).url, 'DATABASE_URL')
  } catch (error) {
    return broken('database', given ? 'DATABASE_URL' : 'embedded', error)
  }
}

/** Proxies, filmstrips and releases take about as much again as the clips. */
const ROOMY_GIB = 10

/** Whether the data folder can be written, and how much room it has. */
export async function checkStorage(folder: DataFolder): Promise<Check> {
  try {
    await prepareDataFolder(folder)
    const { bavail, bsize } = await statfs(folder.root)
    const gib = (bavail * bsize) / 2 ** 30
    const text = `${folder.root} can be written, ${gib.toFixed(1)} GiB free`
    return gib < ROOMY_GIB
      ? { area: 'storage', name: 'data folder', state: 'note', text, mend: 'Plan for twice the size of your clips.' }
      : { area: 'storage', name: 'data folder', state: 'ok', text }
  } catch (error) {
    return broken('storage', 'data folder', error)
  }
}
