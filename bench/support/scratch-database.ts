import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDb, type Db } from '@/lib/platform/db'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { migrate } from '@/lib/platform/db/migrate'

type ScratchDatabase = { db: Db; url: string; close(): Promise<void> }

/** A migrated database on an embedded Postgres of its own, as durable as the product's; gone after `close`. */
export async function scratchDatabase(connections: number): Promise<ScratchDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: randomBytes(16).toString('hex'),
  })
  const url = server.url('postgres')
  await migrate(url)
  Object.assign(process.env, {
    DATABASE_URL: url,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    MEDIA_SECRET: randomBytes(32).toString('hex'),
  })
  const db = createDb(url, connections)
  async function close(): Promise<void> {
    await db.$disconnect()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { db, url, close }
}
