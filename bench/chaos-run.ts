import { setTimeout as delay } from 'node:timers/promises'
import { createRng } from '@/lib/domain/shared'
import type { Db } from '@/lib/platform/db'
import { type Running, startNode } from '@/scripts/instance/service'
import { bench, say } from './support/bench'
import { commandLine, descendants } from './support/processes'
import { openWorkerWorld, type WorkerWorld } from './support/worker-world'

const KILLS = Number(process.env['BENCH_KILLS'] ?? 50)
const PROMPTS = ['p01', 'p04', 'p07']
const TARGET_FPS = 12
/** Work goes on for some moment up to this long between two kills. */
const LONGEST_PEACE_MS = 1500
/** A retry may be put off for a minute. */
const PATIENCE_MS = 3 * 60_000

const VICTIMS = ['worker', 'engine', 'postgres'] as const
type Victim = (typeof VICTIMS)[number]

type WorkerKeeper = { pid(): number | undefined; stop(): Promise<void> }

/** A worker process that is started again at once whenever it ends; the product's supervisor would pause longer each time. */
function keepWorker(environment: Record<string, string>, print: (line: string) => void): WorkerKeeper {
  let stopping = false
  let current: Running
  function start(): void {
    current = startNode(['--import', 'tsx', 'workers/main.ts'], environment, print)
    current.process.once('exit', () => {
      if (!stopping) start()
    })
  }
  start()
  return {
    pid: () => current.process.pid,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}

/** The engine's process below a worker; undefined while there is none. */
async function engineBelow(workerPid: number | undefined): Promise<number | undefined> {
  for (const pid of workerPid ? await descendants(workerPid) : []) {
    if ((await commandLine(pid)).includes('engines/child/main')) return pid
  }
  return undefined
}

/** SIGKILL, as the kernel does when memory runs out. @returns whether there was something to kill */
export function kill(pid: number | undefined): boolean {
  if (!pid) return false
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

/** Null while the database is away. */
async function framesWritten(db: Db): Promise<number | null> {
  return db.frameScore.count().catch(() => null)
}

async function isOver(db: Db, runId: string): Promise<boolean> {
  const run = await db.run.findUnique({ where: { id: runId }, select: { state: true } }).catch(() => null)
  return run !== null && !['queued', 'running'].includes(run.state)
}

/** Waits until something was written that was not there at the last kill, or a run ended. */
async function untilItGoesOn(db: Db, since: number, runId: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const written = await framesWritten(db)
    if ((written !== null && written > since) || (await isOver(db, runId))) return
    if (Date.now() > deadline) throw new Error(`Nothing was written for ${PATIENCE_MS / 1000} s; the run hangs.`)
    await delay(50)
  }
}

async function strike(victim: Victim, world: WorkerWorld, worker: WorkerKeeper): Promise<boolean> {
  switch (victim) {
    case 'worker':
      return kill(worker.pid())
    case 'engine':
      return kill(await engineBelow(worker.pid()))
    case 'postgres': {
      const hit = kill(world.postgres().process.pid)
      if (hit) await world.restartPostgres()
      return hit
    }
  }
}

/** Kills at random moments while runs go on. @returns how often each was hit, and the runs */
async function wreak(world: WorkerWorld, worker: WorkerKeeper) {
  const rng = createRng('chaos-run')
  const runIds = [await world.newRun(TARGET_FPS, 1)]
  const killed: Record<Victim, number> = { worker: 0, engine: 0, postgres: 0 }
  let written = 0
  for (let kills = 0; kills < KILLS; ) {
    await untilItGoesOn(world.db, written, runIds.at(-1) ?? '')
    await delay(rng.int(LONGEST_PEACE_MS))
    if (await isOver(world.db, runIds.at(-1) ?? '')) runIds.push(await world.newRun(TARGET_FPS, runIds.length + 1))
    written = (await framesWritten(world.db)) ?? written
    const victim = VICTIMS[rng.int(VICTIMS.length)] ?? 'engine'
    if (!(await strike(victim, world, worker))) continue
    killed[victim] += 1
    kills += 1
    if (kills % 10 === 0) say(`${kills} kills, ${written} frames written, run ${runIds.length}`)
  }
  return { killed, runIds }
}

/** Frames written against frames planned, clip by clip, and jobs that nobody would take up again. */
async function verdict(db: Db) {
  const clips = await db.runVideo.findMany({
    include: { _count: { select: { scores: true } }, video: { select: { fileName: true } } },
  })
  const wrong = clips.filter((clip) => clip.state !== 'done' || clip._count.scores !== clip.frameBudget)
  for (const clip of wrong) {
    const { state, frameBudget, error } = clip
    say(`${clip.video.fileName}: ${state}, ${clip._count.scores} of ${frameBudget} frames; ${error}`)
  }
  const [twice] = await db.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM (
      SELECT 1 FROM "FrameScore" GROUP BY "runVideoId", "frameIndex" HAVING count(*) > 1) AS doubled`
  const [left] = await db.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE task_identifier = 'proposals.score-video'`
  const frames = clips.reduce((total, clip) => total + clip._count.scores, 0)
  const planned = clips.reduce((total, clip) => total + clip.frameBudget, 0)
  return { clips: clips.length, wrongClips: wrong.length, frames, planned, doubled: twice?.rows, jobsLeft: left?.jobs }
}

/** Kills worker, engine and database at random moments of runs: at the end every frame is there once. */
await bench('chaos-run', async (atEnd) => {
  const world = await openWorkerWorld(PROMPTS)
  atEnd(() => world.close())
  const started = performance.now()
  const log: string[] = []
  const worker = keepWorker(world.environment, (line) => log.push(line))
  atEnd(() => worker.stop())
  const { killed, runIds } = await wreak(world, worker)
  say(`${KILLS} kills are done; waiting for the runs to end`)
  const deadline = Date.now() + PATIENCE_MS
  for (const runId of runIds) while (!(await isOver(world.db, runId)) && Date.now() < deadline) await delay(200)
  const found = await verdict(world.db)
  const value = found.planned - found.frames
  const ok = value === 0 && found.wrongClips === 0 && found.doubled === 0 && found.jobsLeft === 0
  const seconds = Math.round((performance.now() - started) / 1000)
  if (!ok) say(log.slice(-60).join('\n'))
  const line = { value, unit: 'frames lost or doubled', limit: 0, ok }
  return { ...line, killed, runs: runIds.length, ...found, seconds }
})
