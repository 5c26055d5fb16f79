import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { createDb, isLostConnection } from '.'
import { freeLoopbackPort } from './embedded-postgres'

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  )
}

test('a connection that the server ends, and a server that does not answer', async () => {
  const { db } = await testDatabase()
  expect(isLostConnection(await failureOf(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`))).toBe(true)
  const nowhere = createDb(`postgres://nobody@127.0.0.1:${await freeLoopbackPort()}/nothing`, 1)
  expect(isLostConnection(await failureOf(nowhere.$queryRaw`SELECT 1`))).toBe(true)
  expect(isLostConnection(await failureOf(nowhere.$transaction(async (tx) => tx.project.count())))).toBe(true)
  await nowhere.$disconnect()
})

test('what the database refuses, and what is no error of the database, is something else', async () => {
  const { db } = await testDatabase()
  expect(isLostConnection(await failureOf(db.$queryRaw`SELECT * FROM nowhere`))).toBe(false)
  expect(isLostConnection(await failureOf(db.project.findUniqueOrThrow({ where: { slug: 'none' } })))).toBe(false)
  expect(isLostConnection(new Error('The engine process was ended by SIGKILL.'))).toBe(false)
  expect(isLostConnection(null)).toBe(false)
})
