import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import type { FrameResult, ModelManifest } from '@/lib/domain/proposals'
import { readModelFolder } from '@/lib/services/proposals'
import { EngineProcessError } from '../engine-errors'
import { TINY_MODEL } from '../frame-onnx/fixtures/paint'
import { type Behaviour, startChatServer } from '../openai/fixtures/chat-server'
import { makeServerModel } from '../openai/fixtures/server-model'
import {
  type EngineLease,
  EnginePool,
  type EnginePoolOptions,
  engineLanes,
  frameEngineThreads,
  type PooledModel,
} from './engine-pool'

const PAINTED = path.join(path.dirname(fileURLToPath(import.meta.url)), '../child/fixtures/painted-child.ts')
const TWO_ENGINES = { engine: { providers: ['cpu'], threads: 2, batchSize: 2 }, entry: PAINTED }

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

function openPool(options: EnginePoolOptions): EnginePool {
  const pool = new EnginePool(options)
  open.push(pool)
  return pool
}

async function tiny(change: Partial<ModelManifest['thresholds']> = {}): Promise<PooledModel> {
  const { folder, sha256, manifest } = await readModelFolder(TINY_MODEL, {})
  return {
    folder,
    sha256,
    manifest: { ...manifest, thresholds: { ...manifest.thresholds, ...change } } as ModelManifest,
  }
}

type Asked = { name?: string; frames?: number; prompt?: string }

async function score(
  lease: EngineLease,
  { name = 'good', frames = 6, prompt = 'a walk' }: Asked = {},
): Promise<FrameResult[]> {
  const indices = Array.from({ length: frames }, (_, index) => index)
  const table = { ptsUs: indices.map((index) => index * 40_000) }
  const results: FrameResult[] = []
  const request = { path: name, indices, table, prompt, display: { width: 320, height: 180 } }
  for await (const batch of lease.score(request)) results.push(...batch)
  return results
}

test('[PP27] two clips of one model are scored side by side, a third waits for an engine and finds it warm', async () => {
  const pool = openPool(TWO_ENGINES)
  const model = await tiny()
  const [one, two] = [await pool.take(model), await pool.take(model)]
  const scored = await Promise.all([score(one), score(two)])
  expect(scored.map((results) => results.length)).toEqual([6, 6])
  expect(one.pid).not.toBe(two.pid)

  let isGiven = false
  const waiting = pool.take(model).then((lease) => {
    isGiven = true
    return lease
  })
  await score(one)
  expect(isGiven).toBe(false)
  const { pid } = two
  two.giveBack()
  const three = await waiting
  expect(await score(three)).toHaveLength(6)
  expect(three.pid).toBe(pid)
})

test('a process that dies takes its own clip with it and no other', async () => {
  const pool = openPool(TWO_ENGINES)
  const model = await tiny()
  const [one, two] = [await pool.take(model), await pool.take(model)]
  const [crashed, slow] = await Promise.allSettled([
    score(one, { name: 'crash' }),
    score(two, { name: 'slow', frames: 12 }),
  ])
  expect(crashed).toMatchObject({ status: 'rejected', reason: expect.any(EngineProcessError) })
  expect(slow).toMatchObject({ status: 'fulfilled', value: { length: 12 } })
  one.giveBack()
  expect(await score(await pool.take(model))).toHaveLength(6)
})

test('an engine serves another version, and a wait for one ends with its signal', async () => {
  const pool = openPool({ ...TWO_ENGINES, engine: { ...TWO_ENGINES.engine, threads: 1 } })
  const first = await pool.take(await tiny())
  await first.start()
  const { pid } = first
  const stop = new AbortController()
  const waiting = pool.take(await tiny(), stop.signal)
  stop.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  first.giveBack()
  first.giveBack()
  const calibrated = await pool.take(await tiny({ distortedScore: 2 }))
  await calibrated.start()
  expect(calibrated.pid, 'the same engine, for it works as before').toBe(pid)
  calibrated.giveBack()
  const other = await pool.take(await tiny({ heatmap: 0.9 }))
  await expect(other.start(), 'whose folder says otherwise').rejects.toThrow(/other values of thresholds.heatmap/)
})

test('an idle engine ends and is started again when it is needed', async () => {
  const pool = openPool({ ...TWO_ENGINES, idleMs: 1 })
  const lease = await pool.take(await tiny())
  await lease.start()
  const { pid } = lease
  lease.giveBack()
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  const again = await pool.take(await tiny())
  expect(await score(again)).toHaveLength(6)
  expect(again.pid).not.toBe(pid)
})

test('closing ends an engine at work and its clip, and whoever waits for one is refused', async () => {
  const pool = openPool({ ...TWO_ENGINES, engine: { ...TWO_ENGINES.engine, threads: 1 } })
  const lease = await pool.take(await tiny())
  await lease.start()
  const { pid } = lease
  const clip = score(lease, { name: 'silent' }).catch((error: unknown) => error)
  const waiting = pool.take(await tiny()).catch((error: unknown) => error)
  await pool.close()
  expect(await clip).toBeInstanceOf(EngineProcessError)
  expect(isAlive(pid)).toBe(false)
  lease.giveBack()
  expect(await waiting).toMatchObject({ message: 'The engines are closed.' })
  await expect(pool.take(await tiny())).rejects.toThrow('The engines are closed.')
})

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}

const ANSWER = '<think>a hand</think>{"labels":["extra_limbs"],"score":2}'

/** Answers four at a time, and notes whose clips they were of. */
function meetingsOfFour(): { behave: Behaviour; meetings: string[] } {
  const meetings: string[] = []
  const here: { prompt: string; go: () => void }[] = []
  const behave: Behaviour = async (reply, _, { body }) => {
    const text = body.messages[0]?.content[1].text ?? ''
    const prompt = ['walk', 'jump'].find((word) => text.includes(word)) ?? 'neither'
    await new Promise<void>((resolve) => {
      here.push({ prompt, go: resolve })
      if (here.length < 4) return
      meetings.push(
        here
          .map((each) => each.prompt)
          .sort()
          .join(' '),
      )
      for (const { go } of here.splice(0)) go()
    })
    reply.json(ANSWER)
  }
  return { behave, meetings }
}

test('[PP27] clips of a server share its requests and never ask more at once than it takes', async () => {
  const { behave, meetings } = meetingsOfFour()
  const server = await startChatServer(behave)
  open.push(server)
  const model = await makeServerModel(server.baseUrl, { concurrency: 4 })
  open.push(model)
  const pool = openPool({ entry: PAINTED })
  const [one, two] = [await pool.take(model.pooled), await pool.take(model.pooled)]
  const scored = await Promise.all([score(one, { prompt: 'a walk' }), score(two, { prompt: 'a jump' })])
  expect(scored.map((results) => results.length)).toEqual([6, 6])
  expect(meetings, 'two of each at a time').toEqual(Array(3).fill('jump jump walk walk'))

  two.giveBack()
  expect(await score(one, { prompt: 'a walk', frames: 4 })).toHaveLength(4)
  expect(meetings.at(-1), 'one alone gets all').toBe('walk walk walk walk')
  expect(server.mostInFlight()).toBe(4)
})

test.each([
  [1, [1]],
  [2, [1, 1]],
  [5, [3, 2]],
  [16, [8, 8]],
])('of %d threads the engines of small networks get %j', (threads, shares) => {
  expect(frameEngineThreads(threads)).toEqual(shares)
  expect(engineLanes(threads)).toEqual({ 'frame-onnx': shares.length, 'vlm-onnx': 1, openai: 8 })
})
