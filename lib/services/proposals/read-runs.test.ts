import { expect, test } from 'vitest'
import { createModelVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject, startedRun } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { createRun } from './create-run'
import { getRun } from './read-runs'
import { retryRun } from './retry-run'
import { beginRunVideo, endRunVideo } from './run-progress'

const { db } = await testDatabase()

const description = { engine: 'frame-onnx' as const, name: 'a', version: '1', provider: 'cpu', providerReasons: [] }

test('[PP27] a queued run counts what is left of earlier runs of its kind, and nothing once it is taken up', async () => {
  // Other tests of this database leave runs behind.
  await db.run.updateMany({ data: { state: 'done' } })
  const world = await createRunProject(db)
  const { projectId } = world
  const first = await startedRun(db, world)
  const other = await createRunProject(db)
  const second = await startedRun(db, other)
  const ahead = async (of: { projectId: string }, runId: string, ctx = world.as(world.admin)) =>
    (await getRun({ ctx, input: { ...of, runId } })).clipsAhead
  const theirs = other.as(other.admin)
  expect(await ahead(world, first.run.id)).toBe(0)
  expect(await ahead(other, second.run.id, theirs)).toBe(2)

  const work = { ...first.clips[0], run: first.run }
  await beginRunVideo(world.as(world.admin), work, description)
  expect(await ahead(world, first.run.id)).toBeNull()
  expect(await ahead(other, second.run.id, theirs)).toBe(2)
  await endRunVideo(world.as(world.admin), work, { to: 'done', score: 4 })
  expect(await ahead(other, second.run.id, theirs)).toBe(1)

  const retried = { ctx: world.as(world.admin), input: { projectId, runId: first.run.id } }
  await cancelRun(retried)
  expect(await ahead(other, second.run.id, theirs)).toBe(0)
  await retryRun({ ...retried, ctx: { ...retried.ctx, now: () => new Date(Date.now() + 1000) } })
  expect(await ahead(world, first.run.id), 'its clips are queued behind the others now').toBe(2)
  expect(await ahead(other, second.run.id, theirs)).toBe(0)

  const server = await createModelVersion(db, { projectId, engine: 'openai' })
  const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }
  const order = { projectId, modelVersionId: server.id, videoIds: null, settings, seed: 0 }
  const third = await createRun({ ctx: world.as(world.admin), input: order })
  expect(await ahead(world, third.id)).toBe(0)
})
