import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ModelManifest } from '@/lib/domain/proposals'
import type { Prisma } from '@/lib/platform/db'
import { createModelVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { createRun } from './create-run'
import { retryRun } from './retry-run'

const { db } = await testDatabase()

const about = {
  schemaVersion: 1 as const,
  name: 'talking',
  version: '1',
  labels: ['extra_limbs'],
  input: { width: 448, height: 252 },
  fit: 'letterbox' as const,
  maxTokens: 1024,
  thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
  training: {},
}
const TALKING = {
  'vlm-onnx': { ...about, engine: 'vlm-onnx', definitions: {}, dtype: 'fp16', batchSize: 4 },
  openai: {
    ...about,
    engine: 'openai',
    definitions: {},
    server: { baseUrl: 'http://127.0.0.1:9/v1', model: 'react-7b', concurrency: 8, silenceMs: 20_000 },
  },
} satisfies Partial<Record<ModelManifest['engine'], ModelManifest>>

async function tasksOf(clipIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ task: string; key: string }[]>`
    SELECT task_identifier AS task, key FROM graphile_worker.jobs`
  return clipIds.flatMap((id) => rows.filter(({ key }) => key?.endsWith(id)).map(({ task }) => task))
}

test.each([
  ['frame-onnx', undefined, 'proposals.score-video'],
  ['vlm-onnx', TALKING['vlm-onnx'], 'proposals.score-video-by-checkpoint'],
  ['openai', TALKING.openai, 'proposals.score-video-by-server'],
])('[PP27] clips of %s wait in a lane of their own, also when they are retried', async (engine, manifest, task) => {
  const world = await createRunProject(db)
  const { projectId } = world
  const model = await createModelVersion(db, { projectId, engine, ...(manifest && { manifest }) })
  const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }
  const order = { projectId, modelVersionId: model.id, videoIds: null, settings, seed: 0 }
  const ctx = world.as(world.admin)
  const { id: runId } = await createRun({ ctx, input: order })
  const clipIds = (await db.runVideo.findMany({ where: { runId } })).map(({ id }) => id)
  expect(await tasksOf(clipIds)).toEqual([task, task])

  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await cancelRun({ ctx, input: { projectId, runId } })
  await retryRun({ ctx, input: { projectId, runId } })
  expect(await tasksOf(clipIds)).toEqual([task, task])
})

test('[PP27] clips that waited in one lane before there were several go over to their own', async () => {
  const file = path.join('prisma', 'migrations', '20261129020000_runs_under_way', 'migration.sql')
  const [, block] = /(DO \$\$[\s\S]*END \$\$;)/.exec(await readFile(file, 'utf8')) ?? []
  if (!block) throw new Error('the migration moves jobs')
  const world = await createRunProject(db)
  const { projectId } = world
  const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }
  const clipsOf = async (manifest?: ModelManifest) => {
    const model = await createModelVersion(db, {
      projectId,
      ...(manifest && { engine: manifest.engine, manifest: manifest as Prisma.InputJsonObject }),
    })
    const order = { projectId, modelVersionId: model.id, videoIds: null, settings, seed: 0 }
    const { id: runId } = await createRun({ ctx: world.as(world.admin), input: order })
    return (await db.runVideo.findMany({ where: { runId }, orderBy: { id: 'asc' } })).map(({ id }) => id)
  }
  const [asked, small] = [await clipsOf(TALKING.openai), await clipsOf()]
  const old = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'proposals.score-video'`
  for (const id of asked) {
    await db.$executeRaw`
      UPDATE graphile_worker._private_jobs SET task_id = ${old[0]?.id}, key = ${`proposals.score-video:${id}`}
      WHERE key LIKE ${`%${id}`}`
  }
  const [held] = asked
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now() WHERE key LIKE ${`%${held}`}`
  await db.$executeRawUnsafe(block)
  const task = 'proposals.score-video'
  expect(await tasksOf(asked), 'one is at work and stays').toEqual([task, `${task}-by-server`])
  expect(await tasksOf(small)).toEqual([task, task])
  const keys = await db.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs`
  expect(keys.map(({ key }) => key)).toContain(`${task}-by-server:${asked[1]}`)
})
