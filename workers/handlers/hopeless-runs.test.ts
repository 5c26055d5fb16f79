import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { OpenaiManifest } from '@/lib/domain/proposals'
import type { Prisma, RunVideo } from '@/lib/platform/db'
import { createRun, getRun, readModelFolder, retryRun } from '@/lib/services/proposals'
import { createGenerator, createModelVersion, createPrompt, createVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { EnginePool } from '@/workers/engines'
import { TINY_MODEL } from '@/workers/engines/frame-onnx/fixtures/paint'
import { type Behaviour, startChatServer } from '@/workers/engines/openai/fixtures/chat-server'
import { writeServerModel } from '@/workers/engines/openai/fixtures/server-model'
import { scoreVideoHandler } from './proposals'

/** 24 frames at 24 frames/s. */
const RED_CLIP = path.resolve('workers/engines/child/fixtures/red-from-frame-12.webm')
const ptsUs = Array.from({ length: 24 }, (_, index) => Math.round((index * 1000) / 24) * 1000)
const CLEAN = '<think>\nFine.\n</think>\n<answer>\n{"labels":[],"score":4.80}\n</answer>'

const { db } = await testDatabase()
const models = await mkdtemp(path.join(tmpdir(), 'framejury-models-'))
const pools: EnginePool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})
afterAll(() => rm(models, { recursive: true, force: true }))

/** A run of the model in a folder over clips of which some are not videos; its jobs are run by hand, in order. */
async function runOver(location: string, clips: readonly ('good' | 'damaged')[]) {
  const world = await createMediaProject(db)
  const { projectId } = world
  const { manifest, sha256, engine } = await readModelFolder(path.join(models, location))
  const about = { name: manifest.name, manifest: manifest as Prisma.InputJsonObject, sha256, engine, location }
  const model = await createModelVersion(db, { projectId, ...about })
  const prompt = await createPrompt(db, { projectId })
  const generator = await createGenerator(db, { projectId })
  const red = await readFile(RED_CLIP)
  for (const clip of clips) {
    const video = await createVideo(db, { projectId, promptId: prompt.id, generatorId: generator.id, ptsUs })
    await world.storage.write(video.storageKey, clip === 'good' ? red : Buffer.from('no video'))
  }
  const settings = { schemaVersion: 1 as const, targetFps: 4, high: null, low: null }
  const order = { projectId, modelVersionId: model.id, videoIds: null, settings, seed: 7 }
  const ctx = world.as(world.admin)
  const { id: runId } = await createRun({ ctx, input: order })
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const engineOptions = { providers: ['cpu'], threads: 1 }
  const engines = new EnginePool({ engine: engineOptions })
  pools.push(engines)
  const worker = { db, storage: world.storage, log, modelsFolder: models, engine: engineOptions, engines }
  const signal = new AbortController().signal
  async function work(): Promise<RunVideo[]> {
    const rows = await db.runVideo.findMany({ where: { runId }, orderBy: { videoId: 'asc' } })
    for (const { id } of rows) {
      await scoreVideoHandler({ worker, payload: { runVideoId: id }, lastAttempt: false, signal })
    }
    return db.runVideo.findMany({ where: { runId }, orderBy: { videoId: 'asc' } })
  }
  const input = { projectId, runId }
  const once = (runVideoId: string) =>
    scoreVideoHandler({ worker, payload: { runVideoId }, lastAttempt: false, signal })
  return { once, work, lines, view: () => getRun({ ctx, input }), retry: () => retryRun({ ctx, input }) }
}

async function tinyModel(name: string): Promise<string> {
  await cp(TINY_MODEL, path.join(models, name), { recursive: true })
  return path.join(models, name)
}

const serverModel = (name: string, baseUrl: string, change: Partial<OpenaiManifest['server']> = {}) =>
  writeServerModel(path.join(models, name), baseUrl, { concurrency: 2, ...change })

async function withServer(behave: Behaviour, work: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = await startChatServer(behave)
  try {
    await work(server.baseUrl)
  } finally {
    await server.close()
  }
}

/** Kills the engine's process as soon as there is one; it needs longer to open a model. */
async function killOpeningEngine(): Promise<void> {
  await vi.waitFor(
    async () => {
      const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
      const [pid] = children.trim().split(' ').filter(Boolean)
      if (!pid) throw new Error('no engine yet')
      process.kill(Number(pid), 'SIGKILL')
    },
    { interval: 2, timeout: 10_000 },
  )
}

const SEVEN = Array.from({ length: 7 }, () => 'good' as const)

test('[PP20] a graph that cannot be opened fails the run at once; mended, a retry runs every clip', async () => {
  const folder = await tinyModel('mended')
  const graph = await readFile(path.join(folder, 'model.onnx'))
  const run = await runOver('mended', ['good', 'good', 'good'])
  await writeFile(path.join(folder, 'model.onnx'), 'not a graph')
  const clips = await run.work()
  expect(clips.map(({ state, error }) => [state, error])).toEqual(clips.map(() => ['queued', null]))
  expect(await run.view()).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('model.onnx has the SHA-256'),
  })
  expect(run.lines).toHaveLength(1)
  expect(run.lines[0]).not.toContain('"stack"')
  await writeFile(path.join(folder, 'model.onnx'), graph)
  expect(await run.retry()).toMatchObject({ state: 'queued', error: null, videos: { queued: 3 } })
  expect((await run.work()).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  expect(await run.view()).toMatchObject({ state: 'done', error: null })
})

test('an engine killed while it opens its model is started again by the next attempt, and counts for nothing', async () => {
  await tinyModel('killed')
  const run = await runOver('killed', ['good'])
  const { id } = await db.runVideo.findFirstOrThrow({ where: { runId: (await run.view()).id } })
  const attempt = expect(run.once(id)).rejects.toThrow(/SIGKILL/)
  await killOpeningEngine()
  await attempt
  expect(await db.runVideo.findUnique({ where: { id } })).toMatchObject({ state: 'queued', error: null })
  expect((await run.work()).map(({ state }) => state)).toEqual(['done'])
})

test('[PP20] a graph that is no ONNX file fails the run with the runtime’s reason', async () => {
  const folder = await tinyModel('garbage')
  await writeFile(path.join(folder, 'model.onnx'), 'not a graph')
  const run = await runOver('garbage', ['good', 'good'])
  expect((await run.work()).map(({ state }) => state)).toEqual(['queued', 'queued'])
  expect(await run.view()).toMatchObject({ state: 'failed', error: expect.stringContaining('runs on no provider') })
})

test('[PP20] a key that is not there fails the run', async () => {
  await serverModel('keyless', 'http://127.0.0.1:9/v1', { apiKeyEnv: 'FRAMEJURY_KEY_NOBODY_SET' })
  const run = await runOver('keyless', ['good', 'good'])
  await run.work()
  expect(await run.view()).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('FRAMEJURY_KEY_NOBODY_SET'),
    videos: { queued: 2, failed: 0 },
  })
})

test('[PP20] five clips that a server failed end the run with its words; a retry takes up all', async () => {
  let refuses = true
  await withServer(
    (reply) => (refuses ? reply.refuse(401, 'who are you?') : reply.json(CLEAN)),
    async (baseUrl) => {
      await serverModel('refusing', baseUrl)
      const run = await runOver('refusing', SEVEN)
      const clips = await run.work()
      expect(clips.map(({ state }) => state)).toEqual([...Array(5).fill('failed'), 'queued', 'queued'])
      const view = await run.view()
      expect(view).toMatchObject({ state: 'failed', error: expect.stringContaining('answered 401: who are you?') })
      expect(run.lines).toHaveLength(5)
      expect(run.lines.join('')).not.toContain('"stack"')
      refuses = false
      expect(await run.retry()).toMatchObject({ state: 'queued', videos: { queued: 7, failed: 0 } })
      await run.work()
      expect(await run.view()).toMatchObject({ state: 'done', error: null, videos: { done: 7 } })
    },
  )
})

test('[PP20] a clip that another is at may turn out well: it takes five failures more', async () => {
  await withServer(
    (reply) => reply.refuse(400, 'too long'),
    async (baseUrl) => {
      await serverModel('picky', baseUrl)
      const run = await runOver('picky', Array(12).fill('good'))
      const runId = (await run.view()).id
      const clips = await db.runVideo.findMany({ where: { runId }, orderBy: { videoId: 'asc' } })
      const slow = clips[11]?.id
      await db.runVideo.update({ where: { id: slow }, data: { state: 'running' } })
      for (const { id } of clips.slice(0, 9)) await run.once(id)
      expect(await run.view()).toMatchObject({ state: 'running', videos: { failed: 9, running: 1 } })
      for (const { id } of clips.slice(9, 10)) await run.once(id)
      expect(await run.view()).toMatchObject({ state: 'failed', videos: { failed: 10, queued: 1, cancelled: 1 } })
    },
  )
})

test('[PP20] damaged files do not count: the clips after them are scored', async () => {
  await tinyModel('steady')
  const run = await runOver('steady', [...Array(6).fill('damaged'), 'good'])
  expect((await run.work()).map(({ state }) => state)).toEqual([...Array(6).fill('failed'), 'done'])
  expect(await run.view()).toMatchObject({ state: 'done', error: null, videos: { done: 1, failed: 6 } })
  expect(run.lines).toHaveLength(6)
  expect(run.lines.join('')).not.toContain('"stack"')
})

test('[PP20] once a clip is done, the engine has proven itself, and its failures end clips alone', async () => {
  let calls = 0
  await withServer(
    (reply) => {
      calls += 1
      if (calls <= 4) reply.json(CLEAN)
      else reply.refuse(400, 'this picture is not for me')
    },
    async (baseUrl) => {
      await serverModel('choosy', baseUrl)
      const run = await runOver('choosy', SEVEN)
      const states = (await run.work()).map(({ state }) => state)
      expect(states).toEqual(['done', ...Array(6).fill('failed')])
      expect(await run.view()).toMatchObject({ state: 'done', error: null })
    },
  )
})
