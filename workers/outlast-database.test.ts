import { expect, test } from 'vitest'
import { createLogger } from '@/lib/platform/log'
import { testDatabase } from '@/tests/setup/database'
import { outlastDatabase } from './outlast-database'

const log = createLogger('test')
const { signal } = new AbortController()

test('work is done again when its connection broke, and once when it did not', async () => {
  const { db } = await testDatabase()
  let calls = 0
  await outlastDatabase({ db, log }, signal, async () => {
    calls += 1
    if (calls < 3) await db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })
  expect(calls).toBe(3)
})

test('any other failure is the job’s own', async () => {
  const { db } = await testDatabase()
  let calls = 0
  const work = outlastDatabase({ db, log }, signal, async () => {
    calls += 1
    throw new Error('The clip is broken.')
  })
  await expect(work).rejects.toThrow('The clip is broken.')
  expect(calls).toBe(1)
})

test('a worker that is told to stop waits for no database', async () => {
  const { db } = await testDatabase()
  const end = new AbortController()
  const work = outlastDatabase({ db, log }, end.signal, async () => {
    end.abort()
    await db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })
  await expect(work).rejects.toThrow()
})
