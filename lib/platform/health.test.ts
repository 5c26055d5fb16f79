import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { testDatabase } from '@/tests/setup/database'
import { startHeartbeat } from '@/workers/heartbeat'
import { freeLoopbackPort } from './db/embedded-postgres'
import { HealthReader } from './health'
import { createLogger } from './log'
import { enqueue } from './queue'

const { db, url } = await testDatabase()
const log = createLogger('test')
const folder = await mkdtemp(path.join(tmpdir(), 'framejury-health-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A test must not fail because the machine is busy. */
const PATIENT_MS = 60_000

let reader: HealthReader
let clock = 0
/** What an instance would report a long time after the last check. */
const look = (asked = reader) => {
  clock += 60_000
  return asked.read(clock)
}
beforeEach(() => {
  reader = new HealthReader({ databaseUrl: url, folder, patienceMs: PATIENT_MS })
})
afterEach(() => reader.close())

/** Sends a heartbeat when called. */
function drum() {
  let strike: () => void = () => undefined
  async function* ticks(signal: AbortSignal) {
    while (!signal.aborted) {
      yield await new Promise<void>((resolve) => {
        strike = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }
  return { ticks, strike: () => strike() }
}

test('it is ready while a worker beats; a worker that stopped or hangs is missed', async () => {
  expect((await look()).checks.worker).toMatchObject({ state: 'failed', reason: 'No worker is running: jobs wait.' })
  const { ticks, strike } = drum()
  const heartbeat = await startHeartbeat({ db, log }, ticks)
  expect(await look()).toMatchObject({ ready: true, checks: { worker: { state: 'ok' } } })
  await db.$executeRaw`UPDATE "WorkerProcess" SET "beatAt" = now() - interval '40 s'`
  expect(await look()).toMatchObject({ ready: false, checks: { worker: { state: 'failed' } } })
  const second = await startHeartbeat({ db, log }, drum().ticks)
  expect(await look()).toMatchObject({ ready: true })
  await second.stop()
  strike()
  await expect.poll(async () => (await look()).ready).toBe(true)
  await heartbeat.stop()
  expect(await db.workerProcess.count()).toBe(0)
})

test('a job that waits long is said: with the workers busy it is slow, otherwise stuck', async () => {
  const payload = () => ({ projectId: crypto.randomUUID(), promptId: crypto.randomUUID() })
  await enqueue(db, jobs.buildPairs, payload())
  await enqueue(db, jobs.buildPairs, payload(), { runAt: new Date(Date.now() + 3_600_000) })
  expect((await look()).checks.queue.state).toBe('ok')
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 h' WHERE run_at < now()`
  const { state, figures } = (await look()).checks.queue
  expect([state, Math.floor((figures?.['waitingS'] ?? 0) / 1800)]).toEqual(['failed', 2])
  await enqueue(db, jobs.buildPairs, payload())
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = 'w', locked_at = now()
     WHERE id = (SELECT max(id) FROM graphile_worker._private_jobs)`
  expect((await look()).checks.queue.state).toBe('warning')
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
})

test('tables of another version, a folder that is gone, and a database that is away', async () => {
  await db.$executeRaw`UPDATE _prisma_migrations SET migration_name = migration_name || '_x' WHERE migration_name LIKE '%_init'`
  expect((await look()).checks.migrations).toMatchObject({ state: 'failed', reason: /newer version/ })
  await db.$executeRaw`UPDATE _prisma_migrations SET migration_name = replace(migration_name, '_x', '')`
  expect((await look()).checks.migrations.state).toBe('ok')
  const lost = new HealthReader({
    databaseUrl: `postgres://nobody@127.0.0.1:${await freeLoopbackPort()}/nothing`,
    folder: path.join(folder, 'gone'),
  })
  const { ready, checks } = await lost.read()
  expect(ready).toBe(false)
  expect(Object.values(checks).map(({ state }) => state)).toEqual(['failed', 'unknown', 'unknown', 'unknown', 'failed'])
  await lost.close()
})

test('a database that hangs is told without waiting for it; what was found shortly before holds meanwhile', async () => {
  const heartbeat = await startHeartbeat({ db, log }, drum().ticks)
  const hurried = new HealthReader({ databaseUrl: url, folder, patienceMs: 100 })
  await expect.poll(async () => (await look(hurried)).ready).toBe(true)
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "WorkerProcess" IN ACCESS EXCLUSIVE MODE`
    expect((await hurried.read(clock + 5_000)).ready).toBe(true)
    expect((await hurried.read(clock + 20_000)).checks.database.state).toBe('failed')
  })
  await expect.poll(async () => (await look(hurried)).ready).toBe(true)
  await hurried.close()
  await heartbeat.stop()
})

test('within a second it is asked once, however often', () => {
  clock += 60_000
  const answers = Array.from({ length: 50 }, (_, ms) => reader.read(clock + ms))
  expect(new Set(answers).size).toBe(1)
  expect(reader.read(clock + 1_000)).not.toBe(answers[0])
})
