import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { createLogger } from '@/lib/platform/log'
import { createRun, listRunVideos, registerModel } from '@/lib/services/proposals'
import { createClips } from '@/prisma/factories'
import { createStoredVideo } from '@/prisma/factories/stored-clip'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { EnginePool } from '@/workers/engines'
import { type Behaviour, startChatServer } from '@/workers/engines/openai/fixtures/chat-server'
import { writeServerModel } from '@/workers/engines/openai/fixtures/server-model'
import { scoreVideoHandler } from './proposals'

const modelsFolder = await mkdtemp(path.join(tmpdir(), 'framejury-models-'))
process.env.FRAMEJURY_MODELS = modelsFolder
const { db } = await testDatabase()

const engines = new EnginePool()
const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  vi.unstubAllEnvs()
})
afterAll(async () => {
  await engines.close()
  await rm(modelsFolder, { recursive: true })
})

const ANSWER = '<think>a hand \u0000 with \ud83d six fingers</think>{"labels":["extra_limbs"],"score":2}'

/** A run over one clip with a model behind a server, as a worker takes it up for the last time. */
async function runWith(behave: Behaviour, settings: { apiKeyEnv?: string } = {}) {
  const server = await startChatServer(behave)
  open.push(server)
  const world = await createMediaProject(db)
  const { projectId } = world
  const location = crypto.randomUUID()
  await writeServerModel(path.join(modelsFolder, location), server.baseUrl, settings)
  const [{ promptId, generatorId }] = await createClips(db, projectId)
  const video = await createStoredVideo(world.as(world.admin), { projectId, promptId, generatorId, seed: location })
  const model = await registerModel({ ctx: world.as(world.admin), input: { projectId, location } })
  const run = await createRun({
    ctx: world.as(world.admin),
    input: {
      projectId,
      modelVersionId: model.id,
      videoIds: [video.id],
      settings: { schemaVersion: 1, targetFps: 2, high: null, low: null },
      seed: 1,
    },
  })
  const clip = await db.runVideo.findFirstOrThrow({ where: { runId: run.id } })
  const worker = { db, storage: world.storage, log: createLogger('test'), modelsFolder, engine: {}, engines }
  const { signal } = new AbortController()
  return {
    server,
    video,
    score: () => scoreVideoHandler({ worker, payload: { runVideoId: clip.id }, lastAttempt: true, signal }),
    row: () => db.runVideo.findUniqueOrThrow({ where: { id: clip.id }, include: { run: true, scores: true } }),
    /** What a reviewer reads of it. */
    async shown() {
      const input = { projectId, runId: run.id, limit: 10 }
      return (await listRunVideos({ ctx: world.as(world.reviewer), input })).items[0]?.error
    },
  }
}

test('[PP15] a server that refuses with a byte that no database keeps ends its clip and its run', async () => {
  const { score, row } = await runWith((reply) => reply.refuse(400, 'bad \u0000 image'))
  await score()
  expect(await row()).toMatchObject({
    state: 'failed',
    error: 'The server answered 400: bad  image',
    run: { state: 'failed' },
  })
})

test('[PP15] so does one whose answers hold nothing but such bytes', async () => {
  const { score, row } = await runWith((reply) => reply.json('I cannot \u0000 tell'))
  await score()
  expect(await row()).toMatchObject({ state: 'failed', error: expect.stringContaining('I cannot  tell') })
})

test('[PP15] a reasoning with such bytes is kept without them', async () => {
  const { score, row } = await runWith((reply) => reply.json(ANSWER))
  await score()
  const { state, scores } = await row()
  expect(state).toBe('done')
  expect(new Set(scores.map(({ reasoning }) => reasoning))).toEqual(new Set(['a hand  with  six fingers']))
})

test('[PP15] of an error that nobody wrote for people the page tells where to look', async () => {
  const { score, row, shown, video } = await runWith((reply) => reply.json(ANSWER))
  await db.video.update({ where: { id: video.id }, data: { frameTable: Uint8Array.of(9, 9, 9) } })
  await score()
  expect(await row()).toMatchObject({ state: 'failed', run: { state: 'failed' } })
  expect(await shown()).toBe(
    'Scoring this clip failed several times on the server; see the log of the worker, then retry the run.',
  )
})
