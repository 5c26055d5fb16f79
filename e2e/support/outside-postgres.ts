import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'

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
