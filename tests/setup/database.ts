import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { createDb, type Db } from '@/lib/platform/db'
import { cloneDatabase, dropDatabase } from './test-server'

export type TestDatabase = { url: string; db: Db; close(): Promise<void> }

let own: Promise<TestDatabase> | undefined

function secret(): string {
  return randomBytes(32).toString('hex')
}

async function open(): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl')
  const template = inject('templateDatabase')
  const name = template.replace(/template$/, randomBytes(6).toString('hex'))
  const url = await cloneDatabase(serverUrl, template, name)
  // What `npm start` sets by itself.
  Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET: secret(), MEDIA_SECRET: secret() })
  const db = createDb(url)
  let closed: Promise<void> | undefined
  async function shut(): Promise<void> {
    await db.$disconnect()
    await dropDatabase(serverUrl, name)
  }
  return {
    url,
    db,
    close: () => {
      closed ??= shut()
      return closed
    },
  }
}

/** The migrated, empty database of this test file; the first call makes it, and it is dropped after the last test. */
export function testDatabase(): Promise<TestDatabase> {
  own ??= open()
  return own
}

afterAll(async () => (await own)?.close())
