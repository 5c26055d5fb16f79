import { jobs } from '@/lib/contracts/jobs'
import { withTransaction } from '@/lib/platform/context'
import { requireSchema } from '@/lib/platform/db/schema-version'
import { env } from '@/lib/platform/env'
import { enqueue } from '@/lib/platform/queue'
import { askForCopies } from '@/lib/services/media'
import { jobContext, openWorkerContext, type WorkerContext } from './context'
import { startHeartbeat } from './heartbeat'
import { startWorkers } from './runner'

const GRACE_MS = 8_000

/** What every start asks for: copies that an earlier version did not make, and the removal of what killed work has left. */
async function askForUpkeep(worker: WorkerContext): Promise<void> {
  const ctx = jobContext(worker, 'start')
  const copies = await askForCopies(ctx)
  if (copies > 0) worker.log.info({ copies }, 'clips wait for their browser copies')
  await withTransaction(ctx, (tx) => enqueue(tx, jobs.sweepMedia, {}))
}

/** The worker process: works until it is stopped, then gives running jobs some seconds to end. */
async function main(): Promise<void> {
  await requireSchema(env().DATABASE_URL)
  const worker = openWorkerContext()
  const pool = await startWorkers(worker)
  const heartbeat = await startHeartbeat(worker)
  worker.log.info('worker is ready')
  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), GRACE_MS).unref()
    await heartbeat.stop()
    await pool.stop()
    await worker.db.$disconnect()
    process.exit(0)
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => void stop())
  process.on('disconnect', () => void stop())
  await askForUpkeep(worker)
  await pool.stopped
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
