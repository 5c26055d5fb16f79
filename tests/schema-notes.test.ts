import { expect, test } from 'vitest'
import { readSchema } from '@/lib/platform/db/migrate'
import { testDatabase } from './setup/database'

const { db } = await testDatabase()
const schema = await readSchema()
const docs = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, model = '', body = '']) => ({
  model,
  body,
}))

test('what Prisma cannot say of the tables (checks, triggers, partial indexes) is named in the schema', async () => {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace
    UNION
    SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
    UNION
    SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE (indpred IS NOT NULL OR indexprs IS NOT NULL) AND relnamespace = 'public'::regnamespace`
  const names = rows.map(({ name }) => name.replaceAll('"', ''))
  expect(names).toContain('Task_claimable_idx')
  const noted = new Set(
    [...schema.matchAll(/^\/\/\/ In the migrations: (.*)$/gm)].flatMap(([, text = '']) => text.match(/\w+_\w+/g) ?? []),
  )
  expect([...noted].sort()).toEqual([...names].sort())
})

test('every column that holds an id is a key of the table it points into, or the schema says why not', async () => {
  const columns = await db.$queryRaw<{ model: string; field: string }[]>`
    SELECT relname AS model, attname AS field FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND atttypid = 'uuid'::regtype AND attname <> 'id'
      AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conrelid = attrelid AND contype = 'f' AND attnum = ANY(conkey)
      )`
  expect(columns).toContainEqual({ model: 'AuditEvent', field: 'projectId' })
  const unsaid = columns.filter(({ model, field }) => {
    const body = docs.find((each) => each.model === model)?.body ?? ''
    return !new RegExp(`/// No key\\b.*\\n\\s+${field}\\s`).test(body)
  })
  expect(unsaid).toEqual([])
})
