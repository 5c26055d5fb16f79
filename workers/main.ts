import { requireSchema } from '@/lib/platform/db/schema-version'
import { env } from '@/lib/platform/env'
import { askForCopies } from '@/lib/services/media'
import { jobContext, openWorkerContext } from './context'
import { startHeartbeat } from './heartbeat'
import { startWorkers } from './runner'

const GRACE_MS = 8_000

/** The worker process: works until it is told to stop, then lets running jobs end for some seconds. */
async function main(): Promise<void> {
  await requireSchema(env().DATABASE_URL)
  const worker = openWorkerContext()
  const pool = await startWorkers(worker)
  const heartbeat = await startHeartbeat(worker)
  worker.log.info('worker is ready')
  const copies = await askForCopies(jobContext(worker, 'start'))
  if (copies > 0) worker.log.info({ copies }, 'clips wait for the copies that browsers are given')
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
  await pool.stopped
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
