import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { enqueue } from '@/lib/platform/queue'
import { testDatabase } from '@/tests/setup/database'
import { openWorkerContext } from './context'
import { startWorkers } from './runner'

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
    expect(notes.filter((note) => note.startsWith(`${process.pid}.pool-`))).toHaveLength(5)
    const waiting = () => db.$queryRaw<unknown[]>`SELECT id FROM graphile_worker._private_jobs`
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(0), { timeout: 20_000, interval: 50 })
    await pool.stop()
    expect(await readdir(path.join(folder, 'workers'))).not.toContain(`4194304.${dead}`)
  } finally {
    await worker.db.$disconnect()
    await rm(folder, { recursive: true, force: true })
  }
})
