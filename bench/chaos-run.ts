import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createRng, type Rng } from '@/lib/domain/shared'
import { createDb, type Db } from '@/lib/platform/db'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { migrate } from '@/lib/platform/db/migrate'
import { createRun } from '@/lib/services/proposals'
import { keepAlive, type Running, startNode } from '@/scripts/instance/service'
import { jobContext, openWorkerContext } from '@/workers/context'

const KILLS = 50
const TARGET_FPS = 12
const PATIENCE_MS = 5 * 60_000

type World = { db: Db; folder: string; environment: Record<string, string>; projectId: string; modelVersionId: string }
type Victim = 'worker' | 'engine' | 'postgres'

function say(text: string): void {
  console.error(text)
}

async function startWorld(folder: string, server: EmbeddedPostgres): Promise<World> {
  const environment = {
    DATABASE_URL: server.url('postgres'),
    FRAMEJURY_DATA: folder,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    MEDIA_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'error',
  }
  Object.assign(process.env, environment)
  await migrate(environment.DATABASE_URL)
  const { seed } = await import('@/prisma/seed')
  await seed()
  const db = createDb(environment.DATABASE_URL, 3)
  const { id: projectId } = await db.project.findFirstOrThrow({ where: { slug: 'demo' } })
  const { id: modelVersionId } = await db.modelVersion.findFirstOrThrow({ where: { projectId } })
  return { db, folder, environment, projectId, modelVersionId }
}

/** Source: proc(5), /proc/pid/task/tid/children */
async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.trim().split(/\s+/).filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendants))).flat()]
}

async function isEngine(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('engines/child/main')
}

/** SIGKILL, as the kernel does when memory runs out. @returns whether there was something to kill */
function kill(pid: number | undefined): boolean {
  if (!pid) return false
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

async function newRun({ db, projectId, modelVersionId }: World, seed: number): Promise<string> {
  const admin = await db.membership.findFirstOrThrow({ where: { projectId, role: 'admin' }, include: { user: true } })
  const worker = openWorkerContext()
  const ctx = { ...jobContext(worker, 'bench'), db, actor: { type: 'user' as const, userId: admin.userId } }
  const settings = { schemaVersion: 1 as const, targetFps: TARGET_FPS, high: null, low: null }
  const { id } = await createRun({ ctx, input: { projectId, modelVersionId, videoIds: null, settings, seed } })
  await worker.db.$disconnect()
  return id
}

async function isOver(db: Db, runId: string): Promise<boolean> {
  const run = await db.run.findUnique({ where: { id: runId }, select: { state: true } }).catch(() => null)
  return run !== null && !['queued', 'running'].includes(run.state)
}

/** Frames written against frames planned, clip by clip. */
async function verdict(db: Db, runIds: readonly string[]) {
  const clips = await db.runVideo.findMany({
    where: { runId: { in: [...runIds] } },
    include: { _count: { select: { scores: true } }, video: { select: { fileName: true } } },
  })
  const wrong = clips.filter((clip) => clip.state !== 'done' || clip._count.scores !== clip.frameBudget)
  for (const clip of wrong) {
    say(`${clip.video.fileName}: ${clip.state}, ${clip._count.scores} of ${clip.frameBudget} frames, ${clip.error}`)
  }
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    clips: clips.length,
    wrong: wrong.length,
    frames: sum(clips.map((clip) => clip._count.scores)),
    planned: sum(clips.map((clip) => clip.frameBudget)),
  }
}

function drawVictim(rng: Rng): Victim {
  return (['worker', 'engine', 'postgres'] as const)[rng.int(3)] ?? 'engine'
}

/** Kills worker, engine and database at random moments of a run: at the end every frame is there once. */
async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-chaos-'))
  await chmod(folder, 0o755)
  const cluster = {
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: randomBytes(16).toString('hex'),
  }
  let server = await startEmbeddedPostgres(cluster)
  const { port } = server
  try {
    const world = await startWorld(folder, server)
    const rng = createRng('chaos-run')
    let current: Running | null = null
    const start = () => {
      current = startNode(['--import', 'tsx', 'workers/main.ts'], world.environment, () => undefined)
      return current
    }
    const service = keepAlive(
      start(),
      async () => start(),
      () => undefined,
    )
    const runIds = [await newRun(world, 1)]
    const killed: Record<Victim, number> = { worker: 0, engine: 0, postgres: 0 }
    const total = () => killed.worker + killed.engine + killed.postgres
    while (total() < KILLS) {
      await delay(300 + rng.int(2200))
      if (await isOver(world.db, runIds.at(-1) ?? '')) {
        runIds.push(await newRun(world, runIds.length + 1))
        say(`run ${runIds.length} started after ${total()} kills`)
      }
      const victim = drawVictim(rng)
      const workerPid = (current as Running | null)?.process.pid
      if (victim === 'worker' && kill(workerPid)) killed.worker += 1
      if (victim === 'engine') {
        for (const pid of workerPid ? await descendants(workerPid) : []) {
          if ((await isEngine(pid)) && kill(pid)) killed.engine += 1
        }
      }
      if (victim === 'postgres' && kill(server.process.pid)) {
        killed.postgres += 1
        server = await startEmbeddedPostgres({ ...cluster, port })
      }
    }
    say(`${KILLS} kills are done; waiting for the runs to end`)
    const deadline = Date.now() + PATIENCE_MS
    for (const runId of runIds) while (!(await isOver(world.db, runId)) && Date.now() < deadline) await delay(500)
    const found = await verdict(world.db, runIds)
    await service.stop()
    await world.db.$disconnect()
    const ok = found.wrong === 0 && found.frames === found.planned
    const value = Math.abs(found.planned - found.frames)
    console.log(
      JSON.stringify({ name: 'chaos-run', value, unit: 'frames', limit: 0, ok, killed, runs: runIds.length, ...found }),
    )
    if (!ok) process.exitCode = 1
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
process.exit()
