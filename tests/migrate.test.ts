import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate, readMigrations } from '@/lib/platform/db/migrate'
import { cloneDatabase, dropDatabase } from './setup/test-server'

test('two starters of a new version take turns: every migration is applied once, and the job queue is there', async () => {
  const serverUrl = inject('testServerUrl')
  const name = inject('templateDatabase').replace('template', 'migrate')
  const url = await cloneDatabase(serverUrl, 'template0', name)
  try {
    const applied = await Promise.all([migrate(url), migrate(url)])
    const { migrationDirectories } = await readMigrations()
    expect(applied.flat()).toEqual(migrationDirectories.map(({ path }) => path))
    expect(await migrate(url)).toEqual([])
    const client = new Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(`SELECT count(*)::int AS jobs FROM graphile_worker.jobs`)
    await client.end()
    expect(rows).toEqual([{ jobs: 0 }])
  } finally {
    await dropDatabase(serverUrl, name)
  }
})
