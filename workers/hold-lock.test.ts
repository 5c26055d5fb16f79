import { expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { createLogger } from '@/lib/platform/log'
import { enqueue } from '@/lib/platform/queue'
import { testDatabase } from '@/tests/setup/database'
import { holdLock, type Ticks } from './hold-lock'

const { db } = await testDatabase()

type Row = { id: bigint; ageHours: number }
const lockOf = async (by: string) =>
  (
    await db.$queryRaw<Row[]>`
      SELECT id, extract(epoch FROM now() - locked_at)::float / 3600 AS "ageHours"
      FROM graphile_worker._private_jobs WHERE locked_by = ${by}`
  )[0]

async function lockedJob(by: string): Promise<Row> {
  await enqueue(db, jobs.buildPairs, { projectId: crypto.randomUUID(), promptId: crypto.randomUUID() })
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = ${by}, locked_at = now() - interval '3 hours' WHERE locked_by IS NULL`
  const row = await lockOf(by)
  if (!row) throw new Error('the job is locked')
  return row
}

/** Ticks when called, and reports when the effect of a tick is complete. */
function handTicks(): { ticks: Ticks; tick: () => Promise<void> } {
  let ring: (() => void) | null = null
  let done: (() => void) | null = null
  const ticks: Ticks = async function* (signal) {
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        ring = resolve
        signal.addEventListener('abort', () => resolve())
      })
      if (signal.aborted) return
      yield null
      done?.()
    }
  }
  const tick = () =>
    new Promise<void>((resolve) => {
      done = resolve
      ring?.()
    })
  return { ticks, tick }
}

test('a job that is worked on for hours keeps its lock, and nobody else’s', async () => {
  const [mine, theirs] = [await lockedJob('me'), await lockedJob('another')]
  expect([mine.ageHours, theirs.ageHours].map(Math.round)).toEqual([3, 3])
  const { ticks, tick } = handTicks()
  const worker = { db, log: createLogger('test') }
  const result = await holdLock(
    worker,
    { id: String(mine.id), locked_by: 'me' },
    async () => {
      await tick()
      return 'done'
    },
    ticks,
  )
  expect(result).toBe('done')
  expect((await lockOf('me'))?.ageHours).toBeLessThan(0.5)
  expect(Math.round((await lockOf('another'))?.ageHours ?? 0)).toBe(3)

  await holdLock(worker, { id: String(theirs.id), locked_by: 'me' }, tick, ticks)
  expect(Math.round((await lockOf('another'))?.ageHours ?? 0), 'it was given to another').toBe(3)
})

test('what the work throws is thrown, and nothing is renewed any more', async () => {
  const worker = { db, log: createLogger('test') }
  const failing = holdLock(worker, { id: '0', locked_by: 'me' }, () => Promise.reject(new Error('broken clip')))
  await expect(failing).rejects.toThrow('broken clip')
})
