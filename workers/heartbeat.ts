import { hostname } from 'node:os'
import { setInterval } from 'node:timers/promises'
import type { WorkerContext } from './context'
import type { Ticks } from './hold-lock'

const EVERY_MS = 5_000
const everyFewSeconds: Ticks = (signal) => setInterval(EVERY_MS, undefined, { signal })

type Ground = Pick<WorkerContext, 'db' | 'log'>

/** Rows of killed processes are deleted at the next heartbeat of any other, once they are no longer needed. */
async function beat({ db, log }: Ground, id: string): Promise<void> {
  try {
    await db.$executeRaw`
      INSERT INTO "WorkerProcess" ("id", "host", "startedAt", "beatAt") VALUES (${id}::uuid, ${hostname()}, now(), now())
      ON CONFLICT ("id") DO UPDATE SET "beatAt" = now()`
    await db.$executeRaw`DELETE FROM "WorkerProcess" WHERE "beatAt" < now() - interval '1 day'`
  } catch (error) {
    // The database may be unavailable for a while; the health check reports that.
    log.debug({ err: error }, 'could not write the heartbeat')
  }
}

/** Records in the database that this worker process is running, until it is stopped. */
export async function startHeartbeat(ground: Ground, ticks = everyFewSeconds): Promise<{ stop(): Promise<void> }> {
  const id = crypto.randomUUID()
  const ended = new AbortController()
  await beat(ground, id)
  const beating = (async () => {
    try {
      for await (const _ of ticks(ended.signal)) await beat(ground, id)
    } catch (error) {
      if (!ended.signal.aborted) throw error
    }
  })()
  return {
    async stop() {
      ended.abort()
      await beating
      await ground.db.workerProcess.deleteMany({ where: { id } }).catch(() => undefined)
    },
  }
}
