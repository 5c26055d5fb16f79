import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { createLogger } from '@/lib/platform/log'
import { enqueue } from '@/lib/platform/queue'
import { readModelFolder } from '@/lib/services/proposals'
import { createProject, createTaxonomyVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { openWorkerContext } from './context'
import { TINY_MODEL } from './engines/frame-onnx/fixtures/paint'
import { retryOnDatabaseLoss, startWorkers } from './runner'

test('a job that a killed worker held is done by the next one, and costs none of its attempts', async () => {
  const { db } = await testDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-worker-'))
  process.env.FRAMEJURY_DATA = folder
  const dead = 'worker-of-a-dead-process'
  await enqueue(db, jobs.buildPairs, { projectId: crypto.randomUUID(), promptId: crypto.randomUUID() })
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_by = ${dead}, locked_at = now(), attempts = max_attempts`
  const worker = openWorkerContext()
  try {
    await mkdir(path.join(folder, 'workers'))
    // No process has the largest pid.
    await writeFile(path.join(folder, 'workers', `4194304.${dead}`), '')
    const pool = await startWorkers(worker)
    const notes = await readdir(path.join(folder, 'workers'))
    expect(notes.filter((note) => note.startsWith(`${process.pid}.pool-`))).toHaveLength(7)
    const waiting = () => db.$queryRaw<unknown[]>`SELECT id FROM graphile_worker._private_jobs`
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(0), { timeout: 20_000, interval: 50 })
    await pool.stop()
    expect(await readdir(path.join(folder, 'workers'))).not.toContain(`4194304.${dead}`)
  } finally {
    await worker.db.$disconnect()
    await rm(folder, { recursive: true, force: true })
  }
})

test('a job that a full disk keeps from working waits without losing an attempt, and is done when there is room', async () => {
  const { db } = await testDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-worker-'))
  process.env.FRAMEJURY_DATA = folder
  const project = await createProject(db)
  await createTaxonomyVersion(db, { projectId: project.id })
  // As in PostgreSQL's own message.
  await db.$executeRawUnsafe(
    `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
  )
  await db.$executeRaw`CREATE TRIGGER no_room BEFORE INSERT ON "AgreementRun" FOR EACH ROW EXECUTE FUNCTION no_room()`
  await enqueue(db, jobs.refreshAgreement, { projectId: project.id })
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1`
  const worker = openWorkerContext()
  const pool = await startWorkers(worker)
  type Waiting = { attempts: number; rests: boolean }
  const waiting = () => db.$queryRaw<Waiting[]>`
    SELECT attempts, run_at > now() + interval '10 s' AS rests FROM graphile_worker._private_jobs WHERE locked_at IS NULL`
  try {
    await vi.waitFor(async () => expect(await waiting()).toEqual([{ attempts: 4, rests: true }]), 20_000)
    await db.$executeRaw`DROP TRIGGER no_room ON "AgreementRun"`
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
    await vi.waitFor(async () => expect(await db.agreementRun.count()).toBe(1), 20_000)
  } finally {
    await pool.stop()
    await worker.db.$disconnect()
    await rm(folder, { recursive: true, force: true })
  }
})

test('workers that stop end the processes of their engines, also of one that a clip holds', async () => {
  await testDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-worker-'))
  process.env.FRAMEJURY_DATA = folder
  const worker = openWorkerContext()
  const pool = await startWorkers(worker)
  try {
    const { folder: modelFolder, sha256, manifest } = await readModelFolder(TINY_MODEL, {})
    const lease = await worker.engines.take({ folder: modelFolder, sha256, manifest })
    await lease.start()
    const { pid } = lease
    if (pid === undefined) throw new Error('The engine did not start.')
    const isAlive = () => process.kill(pid, 0)
    expect(isAlive()).toBe(true)
    await pool.stop()
    expect(isAlive).toThrow('ESRCH')
  } finally {
    await worker.db.$disconnect()
    await rm(folder, { recursive: true, force: true })
  }
})

const log = createLogger('test')
const { signal } = new AbortController()

test('work is done again when its connection broke, and once when it did not', async () => {
  const { db } = await testDatabase()
  let calls = 0
  await retryOnDatabaseLoss({ db, log }, signal, async () => {
    calls += 1
    if (calls < 3) await db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })
  expect(calls).toBe(3)
})

test('any other failure is the job’s own', async () => {
  const { db } = await testDatabase()
  let calls = 0
  const work = retryOnDatabaseLoss({ db, log }, signal, async () => {
    calls += 1
    throw new Error('The clip is broken.')
  })
  await expect(work).rejects.toThrow('The clip is broken.')
  expect(calls).toBe(1)
})

test('a worker that is told to stop waits for no database', async () => {
  const { db } = await testDatabase()
  const end = new AbortController()
  const work = retryOnDatabaseLoss({ db, log }, end.signal, async () => {
    end.abort()
    await db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })
  await expect(work).rejects.toThrow()
})
