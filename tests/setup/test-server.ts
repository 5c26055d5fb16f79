import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { migrate } from '@/lib/platform/db/migrate'

export type TestServer = { url: string; template: string; stop(): Promise<void> }

async function query(url: string, ...statements: string[]): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const first: string[] = []
    for (const statement of statements) {
      const { rows } = await client.query({ text: statement, rowMode: 'array' })
      for (const row of rows) first.push(String(row[0]))
    }
    return first
  } finally {
    await client.end()
  }
}

/** The connection string of another database of the same server. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}

export async function cloneDatabase(url: string, template: string, name: string): Promise<string> {
  // FILE_COPY is quicker than the default for a small template.
  await query(url, `CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`)
  return withDatabase(url, name)
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  await query(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
}

async function throwAwayServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'framejury-test-'))
  await chmod(scratch, 0o755)
  const server = await startEmbeddedPostgres({
    directory: path.join(scratch, 'postgres'),
    logFile: path.join(scratch, 'postgres.log'),
    password: randomBytes(16).toString('hex'),
    disposable: true,
  })
  async function stop(): Promise<void> {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
  return { url: server.url('postgres'), stop }
}

async function givenServer(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  return { url, stop: async () => undefined }
}

/** An embedded Postgres on a free port, or the server of TEST_DATABASE_URL, whose role must be allowed to create databases. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? await givenServer(given) : await throwAwayServer()
  const run = `framejury_test_${randomBytes(4).toString('hex')}`
  const template = `${run}_template`
  await query(server.url, `CREATE DATABASE "${template}"`)
  await migrate(withDatabase(server.url, template))
  async function stop(): Promise<void> {
    if (given) {
      const left = await query(server.url, `SELECT datname FROM pg_database WHERE datname LIKE '${run}%'`)
      for (const name of left) await dropDatabase(server.url, name)
    }
    await server.stop()
  }
  return { url: server.url, template, stop }
}
