import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { toApiError } from '@/app/_server/errors'
import { contextFor } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { BackupRunningError } from './db'
import { isPassing, isStorageFull, restAfter } from './failures'

const { db } = await testDatabase()

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  )
}

/** As PostgreSQL itself refuses a write when its disk is full. */
function fullDatabase(): Promise<unknown> {
  const refuse = `DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`
  return failureOf(db.$executeRawUnsafe(refuse))
}

describe('a full disk', () => {
  test('of the database is known, and told with what to do', async () => {
    const error = await fullDatabase()
    expect(isStorageFull(error)).toBe(true)
    expect(restAfter(error)).toBeGreaterThan(0)
    const told = toApiError(error, contextFor(db, { type: 'anonymous' }))
    expect([told.status, told.code, told.data.reason]).toEqual([507, 'INSUFFICIENT_STORAGE', 'storage-full'])
    expect(told.message).toContain('free some space')
  })

  test.runIf(process.platform === 'linux')('of the media is known', async () => {
    const error = await failureOf(writeFile('/dev/full', 'clip'))
    expect(isStorageFull(error)).toBe(true)
    expect(isStorageFull(new Error('The release could not be written.', { cause: error }))).toBe(true)
  })

  test('of a decoder’s process is known by its words, and words of anybody else are not believed', () => {
    const text = 'av_interleaved_write_frame(): No space left on device'
    expect(isStorageFull(Object.assign(new Error(text), { name: 'MediaProcessError' }))).toBe(true)
    expect(isStorageFull(new Error(`The server said: ${text}`))).toBe(false)
  })
})

test('what passes is not the job’s own failure; anything else is', async () => {
  expect(restAfter(new BackupRunningError())).toBeGreaterThan(0)
  expect(isPassing(await failureOf(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`))).toBe(true)
  for (const own of [new Error('The clip is broken.'), null, await failureOf(db.$queryRaw`SELECT * FROM nowhere`)]) {
    expect([restAfter(own), isPassing(own)]).toEqual([null, false])
  }
})
