import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Context } from '@/lib/platform/context'
import { createDb, type Db } from '@/lib/platform/db'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { migrate } from '@/lib/platform/db/migrate'
import { createRun, registerModel } from '@/lib/services/proposals'
import { seedClips } from '@/prisma/demo/clips'
import { seedPeople } from '@/prisma/demo/people'
import { seedProject } from '@/prisma/demo/project'
import { DEMO_MODEL } from '@/prisma/demo/run'
import { jobContext, openWorkerContext } from '@/workers/context'
import { closeDecoders } from '@/workers/media-process/media-process'
import { say } from './bench'

/** A database with ingested clips and a registered model, for worker processes started with `environment`. */
export type WorkerWorld = {
  db: Db
  /** Of the system, which may do everything. */
  ctx: Context
  projectId: string
  folder: string
  environment: Record<string, string>
  /** Its process changes with `restartPostgres`. */
  postgres: () => EmbeddedPostgres
  restartPostgres(): Promise<void>
  /** @returns id of a new run, over all clips where none are named */
  newRun(targetFps: number, seed: number, videoIds?: string[]): Promise<string>
  close(): Promise<void>
}

/** Ingests the demo clips of these prompts, for none no clips, on an embedded Postgres of its own, as durable as the product's. */
export async function openWorkerWorld(promptIds: readonly string[]): Promise<WorkerWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-bench-'))
  await chmod(folder, 0o755)
  const cluster = {
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: randomBytes(16).toString('hex'),
  }
  let server = await startEmbeddedPostgres(cluster)
  const environment = {
    DATABASE_URL: server.url('postgres'),
    FRAMEJURY_DATA: folder,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    MEDIA_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'warn',
  }
  Object.assign(process.env, environment)
  await migrate(environment.DATABASE_URL)
  const db = createDb(environment.DATABASE_URL, 3)
  const worker = openWorkerContext()
  const ctx = { ...jobContext(worker, 'bench'), db }
  const people = await seedPeople(ctx, [])
  const projectId = await seedProject(ctx, people)
  if (promptIds.length > 0) {
    await seedClips(ctx, projectId, say, new AbortController().signal, promptIds)
    await closeDecoders()
  }
  await worker.db.$disconnect()
  const { id: modelVersionId } = await registerModel({ ctx, input: { projectId, location: DEMO_MODEL } })
  return {
    db,
    ctx,
    projectId,
    folder,
    environment,
    postgres: () => server,
    restartPostgres: async () => {
      server = await startEmbeddedPostgres({ ...cluster, port: server.port })
    },
    newRun: async (targetFps, seed, videoIds) => {
      const settings = { schemaVersion: 1 as const, targetFps, high: null, low: null }
      const input = { projectId, modelVersionId, videoIds: videoIds ?? null, settings, seed }
      return (await createRun({ ctx, input })).id
    },
    close: async () => {
      await db.$disconnect()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
