import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '@/lib/platform/db/migrate'
import { requireSchema } from '@/lib/platform/db/schema-version'
import { testDatabase } from './setup/database'

const LATER = '29990101000000_of_a_later_version'
const { db, url } = await testDatabase()
const data = await mkdtemp(path.join(tmpdir(), 'framejury-version-'))
afterAll(() => rm(data, { recursive: true, force: true }))

/** Runs a program of ours on this database to its end. */
function run(...args: string[]): Promise<{ code: number; told: string }> {
  const { FRAMEJURY_URL: _, ...inherited } = process.env
  const env = { ...inherited, NODE_ENV: 'production' as const, DATABASE_URL: url, FRAMEJURY_DATA: data }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, _stdout, told) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, told })
    })
  })
}

async function asIfMigratedLater(): Promise<void> {
  await db.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
    VALUES (${crypto.randomUUID()}, 'sum', now(), ${LATER}, now(), 1)`
}

test('a database of a newer version is refused by start, worker and command line, with one line', async () => {
  await requireSchema(url)
  await asIfMigratedLater()
  const refusal = `The database was written by a newer version of Framejury: this one does not know ${LATER}.`
  await expect(requireSchema(url)).rejects.toThrow(refusal)
  await expect(migrate(url)).rejects.toThrow(refusal)
  const programs = [
    ['--import', 'tsx', 'workers/main.ts'],
    ['scripts/framejury.mjs', 'export', '--project', 'p', '--out', path.join(data, 'out')],
  ]
  for (const program of programs) {
    const { code, told } = await run(...program)
    expect(told.trim().split('\n').at(-1)).toContain(refusal)
    expect(told).not.toContain('    at ')
    expect(code).toBe(1)
  }
  await db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = ${LATER}`
})

test('a worker started by itself refuses a database that lacks tables it needs', async () => {
  const [last] = await db.$queryRaw<{ name: string }[]>`
    UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name`
  const { code, told } = await run('--import', 'tsx', 'workers/main.ts')
  expect(told).toContain(`it lacks ${last?.name}. Run \`npm start\` of this version on it first.`)
  expect(code).toBe(1)
  await db.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`
  await requireSchema(url)
})
