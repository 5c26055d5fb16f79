import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { MIGRATIONS, readMigrations } from '@/lib/platform/db/migrate'
import { cloneDatabase, dropDatabase } from './setup/test-server'

const UPGRADE = '20261130222113_token_scopes'
const PERSON = '01900000-0000-7000-8000-000000000001'

test('[TK7] tokens of the version before go on without admin, and end 90 days after the upgrade or as they would have', async () => {
  const serverUrl = inject('testServerUrl')
  const name = inject('templateDatabase').replace('template', 'token_upgrade')
  const url = await cloneDatabase(serverUrl, 'template0', name)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { migrationDirectories } = await readMigrations()
    for (const { path: migration } of migrationDirectories) {
      if (migration === UPGRADE) break
      await client.query(await readFile(path.join(MIGRATIONS, migration, 'migration.sql'), 'utf8'))
    }
    await client.query(`INSERT INTO "User" (id, email, name) VALUES ('${PERSON}', 'a@example.org', 'A')`)
    await client.query(`
      INSERT INTO "ApiToken" (id, "userId", name, prefix, hash, "expiresAt", "createdAt") VALUES
      (gen_random_uuid(), '${PERSON}', 'endless', 'fj_', 'a', NULL, now() - interval '3 years'),
      (gen_random_uuid(), '${PERSON}', 'short', 'fj_', 'b', now() + interval '5 days', now())`)
    await client.query(await readFile(path.join(MIGRATIONS, UPGRADE, 'migration.sql'), 'utf8'))
    const { rows } = await client.query(`
      SELECT name, scopes, round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "ApiToken" ORDER BY name`)
    const scopes = ['read', 'label', 'review', 'score', 'import', 'export']
    expect(rows).toEqual([
      { name: 'endless', scopes, days: 90 },
      { name: 'short', scopes, days: 5 },
    ])
  } finally {
    await client.end()
    await dropDatabase(serverUrl, name)
  }
})
