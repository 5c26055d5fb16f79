import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { Client } from 'pg'
import type { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { Gates } from '@/lib/domain/exports'
import type { Context } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { hashPassword } from '@/lib/platform/secrets'
import type { Storage } from '@/lib/platform/storage'
import { signIn } from '@/lib/services/accounts'
import { createRelease } from '@/lib/services/exports'
import { claimNext } from '@/lib/services/labelling'
import { openImport, receiveFile, startImport } from '@/lib/services/media'
import { createRun, registerModel } from '@/lib/services/proposals'
import { cleanScreenAnswer, contextFor, createLabellingProject, createUser } from '@/prisma/factories'
import { createReleaseWorld } from '@/prisma/factories/release-world'
import { encodeVideo } from '@/workers/media'

export const PASSWORD = 'correct horse battery'
/** Holds a job for hours: nobody on this machine knows that it was killed. */
const GONE = 'a worker that was killed'
const EMAIL = 'keeper@example.org'

/** Sum and number of the rows of every table, whatever their order. */
export async function fingerprint(databaseUrl: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables
        WHERE schemaname IN ('public', 'graphile_worker') AND tablename NOT IN ('_prisma_migrations', 'migrations', 'WorkerProcess')`,
    )
    const found: Record<string, string> = {}
    for (const { schema, name } of tables) {
      // Whoever held a job does so no more after a restore, and the attempt does not count.
      const row = name === '_private_jobs' ? `(t.id, t.payload, t.key, t.max_attempts, t.priority)` : 't'
      const { rows } = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(${row}::text), '' ORDER BY md5(${row}::text))), '') AS sum
           FROM ${schema}."${name}" t`,
      )
      found[`${schema}.${name}`] = rows[0]?.sum ?? ''
    }
    return found
  } finally {
    await client.end()
  }
}

function* pictures(seed: number) {
  for (let frame = 0; frame < 6; frame += 1) {
    yield Uint8Array.from({ length: 64 * 48 * 3 }, (_, place) => (place * (seed + 2) + frame * 31) % 256)
  }
}

/** An import of two clips that a browser has sent and nobody has read yet. */
async function receiveClips(ctx: Context, projectId: string): Promise<string> {
  const { id: importId } = await openImport({ ctx, input: { projectId, source: 'clips' } })
  for (const seed of [1, 2]) {
    const localPath = path.join(await ctx.storage.scratch(), `received-${seed}.mp4`)
    const ptsUs = Array.from({ length: 6 }, (_, frame) => frame * 100_000)
    const clip = { width: 64, height: 48, ptsUs, frames: pictures(seed) }
    await encodeVideo(localPath, { ...clip, codec: 'vp9', quality: 'fast' })
    await receiveFile({ ctx, input: { projectId, importId, file: `push-up__model-${seed}.mp4`, localPath } })
  }
  await startImport({ ctx, input: { projectId, importId, manifest: null } })
  return importId
}

export type BusyInstance = Awaited<ReturnType<typeof createBusyInstance>>

/**
 * One release that is ready; another release, a run, an import and answers under way; and a person who is signed in.
 * @param finish does all jobs that wait
 */
export async function createBusyInstance(db: Db, storage: Storage, finish: () => Promise<void>) {
  const system = contextFor(db, { type: 'system', job: 'test' }, { storage })
  const world = await createReleaseWorld(system, { prompts: 2, pairsPerPrompt: 2 })
  for (const pair of world.pairs)
    for (const person of world.annotators) await world.answer(pair, person, { preference: 'A' })
  const projectId = world.project.id
  const admin = contextFor(db, world.admin, { storage })
  const order = { projectId, seed: 3, gates: Gates.parse({}), marks: 'expanded' as const }
  const { id: releaseId } = await createRelease({ ctx: admin, input: { ...order, name: 'First' } })
  await finish()
  const { id: nextReleaseId } = await createRelease({ ctx: admin, input: { ...order, name: 'Second' } })
  const importId = await receiveClips(admin, projectId)
  const model = await registerModel({ ctx: admin, input: { projectId, location: 'tiny' } })
  const settings = { schemaVersion: 1 as const, targetFps: 8, high: null, low: null }
  const { id: runId } = await createRun({
    ctx: admin,
    input: { projectId, modelVersionId: model.id, videoIds: null, settings, seed: 7 },
  })
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = ${GONE}, locked_at = now(), attempts = 1
     WHERE id = (SELECT min(id) FROM graphile_worker._private_jobs WHERE key LIKE 'proposals.score-video:%')`
  const labelling = await createLabellingProject(db, { tasks: 6, overlap: 1 })
  const keeper = await createUser(db, { email: EMAIL, passwordHash: await hashPassword(PASSWORD), isOwner: true })
  const session = await signIn({
    ctx: contextFor(db, { type: 'anonymous' }),
    input: { email: EMAIL, password: PASSWORD, code: '', agent: 'Browser', device: null },
  })
  if (session.result !== 'signed-in') throw new Error('nobody is signed in')
  return { projectId, releaseId, nextReleaseId, importId, runId, labelling, keeper, session: session.secret }
}

/** Claims a task and says what a browser would send for it. */
export async function claimAnswer(
  db: Db,
  { labelling }: BusyInstance,
): Promise<{ ctx: Context; input: SubmitAnnotation }> {
  const ctx = contextFor(db, labelling.annotators[0])
  const { assignment } = await claimNext({ ctx, input: { projectId: labelling.project.id, exclude: [] } })
  const pair = await db.pair.findFirstOrThrow({
    where: { tasks: { some: { assignments: { some: { id: assignment?.id ?? '' } } } } },
  })
  if (!assignment) throw new Error('nothing was handed out')
  const { id: assignmentId, fence } = assignment
  return {
    ctx,
    input: { assignmentId, fence, operationId: crypto.randomUUID(), answer: cleanScreenAnswer(pair), activeMs: 4200 },
  }
}

type Programs = { databaseUrl: string; dataFolder: string }

function environmentOf({ databaseUrl, dataFolder }: Programs): NodeJS.ProcessEnv {
  const { FRAMEJURY_URL: _, ...inherited } = process.env
  return { ...inherited, NODE_ENV: 'production', DATABASE_URL: databaseUrl, FRAMEJURY_DATA: dataFolder }
}

/** The command line as a person calls it. */
export function framejury(
  programs: Programs,
  ...args: string[]
): { child: ChildProcess; ended: Promise<{ code: number; told: string }> } {
  let child: ChildProcess | undefined
  const ended = new Promise<{ code: number; told: string }>((resolve) => {
    const options = { env: environmentOf(programs), maxBuffer: 1e8 }
    child = execFile(process.execPath, ['scripts/framejury.mjs', ...args], options, (error, _stdout, told) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, told }),
    )
  })
  if (!child) throw new Error('the command line did not start')
  return { child, ended }
}

/** Lets a worker process do all jobs that wait, but not those that are meant for later. */
export async function workUntilIdle(db: Db, programs: Programs): Promise<void> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'workers/main.ts'], {
    env: environmentOf(programs),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(worker, 'exit')
  try {
    for (;;) {
      const [row] = await db.$queryRaw<{ left: number }[]>`
        SELECT count(*)::int AS left FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at < now() + interval '1 minute' AND locked_by IS DISTINCT FROM ${GONE}`
      if (row?.left === 0) return
      if (worker.exitCode !== null) throw new Error('the worker ended early')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    worker.kill('SIGTERM')
    await ended
  }
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
