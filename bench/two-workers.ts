import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '@/lib/domain/shared'
import type { Db } from '@/lib/platform/db'
import { type Running, startNode } from '@/scripts/instance/service'
import { bench, say } from './support/bench'
import { openWorkerWorld, type WorkerWorld } from './support/worker-world'

/** Enough clips that it hardly counts when one worker still has the last of them and the other none. */
const PROMPTS = ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07', 'p08', 'p09', 'p10']
const ROUNDS = 2
/** Every frame of these clips. */
const TARGET_FPS = 30
/** Opens the engine of each worker before anything is measured. */
const WARM_UP_FPS = 1
/** Two workers with one engine thread each against one of them. */
const LIMIT = 1.6
const PATIENCE_MS = 10 * 60_000

async function untilDone(db: Db, runId: string): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS
  for (; Date.now() < deadline; await delay(500)) {
    const run = await db.run.findUniqueOrThrow({ where: { id: runId } })
    if (run.state === 'failed') throw new Error(`The run failed: ${run.error ?? 'see the worker’s log'}`)
    if (run.state !== 'done' || !run.startedAt || !run.finishedAt) continue
    const frames = await db.frameScore.count({ where: { runVideo: { runId } } })
    return frames / ((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000)
  }
  throw new Error(`The run did not end within ${PATIENCE_MS / 60_000} minutes.`)
}

/** Frames a second of so many worker processes on one queue, the median of some runs. */
async function rateOf(world: WorkerWorld, workers: number): Promise<number> {
  const environment = { ...world.environment, FRAMEJURY_ENGINE_THREADS: '1' }
  const running: Running[] = Array.from({ length: workers }, () =>
    startNode(['--import', 'tsx', 'workers/main.ts'], environment, say),
  )
  try {
    await untilDone(world.db, await world.newRun(WARM_UP_FPS, 1))
    const rates: number[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      rates.push(await untilDone(world.db, await world.newRun(TARGET_FPS, round)))
      say(`${workers} worker(s), round ${round}: ${rates.at(-1)?.toFixed(1)} frames/s`)
    }
    return quantile(
      [...rates].sort((a, b) => a - b),
      0.5,
    )
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
  }
}

await bench('two-workers', async (atEnd) => {
  const world = await openWorkerWorld(PROMPTS)
  atEnd(() => world.close())
  const [one, two] = [await rateOf(world, 1), await rateOf(world, 2)]
  const value = Math.round((two / one) * 100) / 100
  const rates = { oneFramesPerSecond: Math.round(one * 10) / 10, twoFramesPerSecond: Math.round(two * 10) / 10 }
  const ok = value >= LIMIT
  const line = { value, unit: 'times one worker', limit: LIMIT, ok }
  return { ...line, ...rates, threadsAWorker: 1 }
})
