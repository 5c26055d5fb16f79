import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
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

/** A database with ingested clips and a registered model, for worker processes started with `environment`. */
export type WorkerWorld = {
  db: Db
  environment: Record<string, string>
  /** Its process changes with `restartPostgres`. */
  postgres: () => EmbeddedPostgres
  restartPostgres(): Promise<void>
  /** @returns id of a new run over all clips */
  newRun(targetFps: number, seed: number): Promise<string>
  close(): Promise<void>
}

/** Draws and ingests the demo clips of these prompts on an embedded Postgres of its own, as durable as the product's. */
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
  const say = (text: string) => console.error(text)
  await seedClips(ctx, projectId, path.join(folder, 'demo'), say, new AbortController().signal, promptIds)
  await closeDecoders()
  await worker.db.$disconnect()
  const { id: modelVersionId } = await registerModel({ ctx, input: { projectId, location: DEMO_MODEL } })
  return {
    db,
    environment,
    postgres: () => server,
    restartPostgres: async () => {
      server = await startEmbeddedPostgres({ ...cluster, port: server.port })
    },
    newRun: async (targetFps, seed) => {
      const settings = { schemaVersion: 1 as const, targetFps, high: null, low: null }
      const { id } = await createRun({ ctx, input: { projectId, modelVersionId, videoIds: null, settings, seed } })
      return id
    },
    close: async () => {
      await db.$disconnect()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
