import { expect, test } from 'vitest'
import { withDatabaseBefore } from './support/earlier-database'

const PERSON = '01900000-0000-7000-8000-000000000001'

test('[TK7] tokens of the version before go on without admin, and end 90 days after the upgrade or as they would have', async () => {
  await withDatabaseBefore('20261130222113_token_scopes', async ({ client, upgrade }) => {
    await client.query(`INSERT INTO "User" (id, email, name) VALUES ('${PERSON}', 'a@example.org', 'A')`)
    await client.query(`
      INSERT INTO "ApiToken" (id, "userId", name, prefix, hash, "expiresAt", "createdAt") VALUES
      (gen_random_uuid(), '${PERSON}', 'endless', 'fj_', 'a', NULL, now() - interval '3 years'),
      (gen_random_uuid(), '${PERSON}', 'short', 'fj_', 'b', now() + interval '5 days', now())`)
    await upgrade()
    const { rows } = await client.query(`
      SELECT name, scopes, round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "ApiToken" ORDER BY name`)
    const scopes = ['read', 'label', 'review', 'score', 'import', 'export']
    expect(rows).toEqual([
      { name: 'endless', scopes, days: 90 },
      { name: 'short', scopes, days: 5 },
    ])
  })
})
