import { Client } from 'pg'
import type { DataFolder, Secrets } from '@/lib/platform/db/data-folder'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { migrate } from '@/lib/platform/db/migrate'
import { errorCode, StartError } from '@/lib/platform/db/start-error'

const DATABASE = 'framejury'
const CONNECT_LIMIT_MS = 10_000

/** The database of an instance; `embedded` is absent where DATABASE_URL names one that others run. */
export type InstanceDatabase = {
  url: string
  embedded?: { server: EmbeddedPostgres; restart(): Promise<EmbeddedPostgres> }
}

const MEND: Record<string, (url: URL) => string> = {
  ECONNREFUSED: (url) => `nothing answers at ${url.host}`,
  ETIMEDOUT: (url) => `nothing answers at ${url.host}`,
  ENOTFOUND: (url) => `there is no host "${url.hostname}"`,
  EAI_AGAIN: (url) => `there is no host "${url.hostname}"`,
  '28P01': (url) => `the password for user "${url.username}" is wrong`,
  '28000': (url) => `user "${url.username}" is not let in`,
  '3D000': (url) => `there is no database "${url.pathname.slice(1)}"; create it first`,
  '42501': (url) => `user "${url.username}" may not create tables in it`,
}

function complaint(error: unknown, url: URL): StartError {
  const code = error instanceof AggregateError ? errorCode(error.errors[0]) : errorCode(error)
  const why = MEND[code ?? '']?.(url) ?? (error instanceof Error ? error.message : String(error))
  return new StartError(`DATABASE_URL cannot be used: ${why}. Correct it, or unset it to use the embedded database.`, {
    cause: error,
  })
}

async function checkGiven(given: string): Promise<string> {
  if (!/^postgres(ql)?:\/\//.test(given) || !URL.canParse(given))
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/database.')
  const client = new Client({ connectionString: given, connectionTimeoutMillis: CONNECT_LIMIT_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw complaint(error, new URL(given))
  } finally {
    await client.end().catch(() => undefined)
  }
  return given
}

async function ensureDatabase(server: EmbeddedPostgres): Promise<string> {
  const client = new Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
  return server.url(DATABASE)
}

/** Opens the database of DATABASE_URL, or starts the one in the data folder. @throws StartError with one plain line */
export async function openDatabase(folder: DataFolder, secrets: Secrets, given?: string): Promise<InstanceDatabase> {
  if (given) return { url: await checkGiven(given) }
  const start = (port?: number) =>
    startEmbeddedPostgres({
      directory: folder.postgres,
      logFile: folder.postgresLog,
      password: secrets.postgresPassword,
      port,
    })
  const server = await start()
  return { url: await ensureDatabase(server), embedded: { server, restart: () => start(server.port) } }
}

/** @returns names of the migrations applied now */
export async function migrateDatabase(database: InstanceDatabase): Promise<string[]> {
  try {
    return await migrate(database.url)
  } catch (error) {
    if (error instanceof StartError) throw error
    if (!database.embedded && errorCode(error) === '42501') throw complaint(error, new URL(database.url))
    throw new StartError(
      `The database could not be brought to this version: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}
