import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { type FrameResult, ModelFolderError, ModelManifest } from '@/lib/domain/proposals'
import { readModelFolder } from '@/lib/services/proposals'
import { ClipScoringError, EngineProcessError } from './engine-errors'
import { EngineProcess } from './engine-process'
import { TINY_MODEL } from './frame-onnx/fixtures/paint'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const options = {
  folder: TINY_MODEL,
  engine: { providers: ['cpu'], threads: 1, batchSize: 2 },
  entry: path.join(HERE, 'child/fixtures/painted-child.ts'),
}
const engine = new EngineProcess(options)
afterAll(() => engine.stop())

function clip(name: string, frames = 6, signal?: AbortSignal) {
  const indices = Array.from({ length: frames }, (_, index) => index)
  const table = { ptsUs: indices.map((index) => index * 40_000) }
  return { path: name, indices, table, prompt: 'a walk', display: { width: 320, height: 180 }, signal }
}

/** All batches until the end or the error. */
async function collect(results: AsyncIterable<FrameResult[]>) {
  const batches: FrameResult[][] = []
  try {
    for await (const batch of results) batches.push(batch)
    return { batches, error: null }
  } catch (error) {
    return { batches, error }
  }
}

function pidOf(process: EngineProcess): number {
  if (process.pid === undefined) throw new Error('no engine process runs')
  return process.pid
}

test('says what it is before it scores', async () => {
  const info = await engine.start()
  expect(info.description).toMatchObject({ engine: 'frame-onnx', name: 'tiny', provider: 'cpu', providerReasons: [] })
  expect(info).toMatchObject({ inputSize: { width: 32, height: 32, fit: 'stretch' }, batchSize: 2 })
})

test('results come batch by batch, in order, with the same process for the next clip', async () => {
  const before = pidOf(await started())
  const { batches, error } = await collect(engine.score(clip('good', 5)))
  expect(error).toBeNull()
  expect(batches.map((batch) => batch.map(({ index }) => index))).toEqual([[0], [1, 2], [3, 4]])
  expect(batches.flat().map(({ score }) => score)).toEqual([5, 1, 5, 1, 5])
  expect((await collect(engine.score(clip('good')))).error).toBeNull()
  expect(pidOf(engine)).toBe(before)
})

test('a clip that breaks keeps the frames before it and the process', async () => {
  const before = pidOf(await started())
  const { batches, error } = await collect(engine.score(clip('broken')))
  expect(batches.flat().map(({ index }) => index)).toEqual([0, 1, 2])
  expect(error).toBeInstanceOf(ClipScoringError)
  expect(String(error)).toMatch(/packet at frame 3 is broken/)
  expect(pidOf(engine)).toBe(before)
})

test('a frame the decoder left out is named', async () => {
  const { error } = await collect(engine.score(clip('short')))
  expect(error).toBeInstanceOf(ClipScoringError)
  expect(String(error)).toMatch(/no picture for frame 5/)
})

test.each([
  ['crash', /was ended by SIGABRT/],
  ['out-of-luck', /ended with code 7\. Its last words: out of luck/],
])(
  'a process that dies (%s) fails its clip with the reason; the next clip gets a new process',
  async (name, reason) => {
    const before = pidOf(await started())
    const { error } = await collect(engine.score(clip(name)))
    expect(error).toBeInstanceOf(EngineProcessError)
    expect(String(error)).toMatch(reason)
    const next = await collect(engine.score(clip('good')))
    expect(next.error).toBeNull()
    expect(next.batches.flat()).toHaveLength(6)
    expect(pidOf(engine)).not.toBe(before)
  },
)

test('a process killed in the middle of a clip is replaced', async () => {
  const results = engine.score(clip('slow', 200))
  expect((await results.next()).value).toHaveLength(1)
  process.kill(pidOf(engine), 'SIGKILL')
  const { error } = await collect(results)
  expect(String(error)).toMatch(/was ended by SIGKILL/)
  expect((await collect(engine.score(clip('good')))).batches.flat()).toHaveLength(6)
})

test('aborting kills the process and rejects with the reason', async () => {
  const abort = new AbortController()
  const results = engine.score(clip('slow', 200, abort.signal))
  await results.next()
  const pid = pidOf(engine)
  abort.abort(new Error('the run was cancelled'))
  expect(String((await collect(results)).error)).toMatch(/the run was cancelled/)
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  expect(engine.pid).toBeUndefined()
})

test('leaving the loop early kills the process', async () => {
  const pid = pidOf(await started())
  for await (const _ of engine.score(clip('slow', 200))) break
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
})

test('an abort before the start costs no process', async () => {
  await engine.stop()
  const { error } = await collect(engine.score(clip('good', 6, AbortSignal.abort(new Error('too late')))))
  expect(String(error)).toMatch(/too late/)
  expect(engine.pid).toBeUndefined()
})

test('a silent process is killed when its time is up', async () => {
  const impatient = new EngineProcess({ ...options, silenceTimeoutMs: 700 })
  const { batches, error } = await collect(impatient.score(clip('silent')))
  expect(batches.flat().map(({ index }) => index)).toEqual([0, 1, 2])
  expect(error).toBeInstanceOf(EngineProcessError)
  expect(String(error)).toMatch(/did not respond for 0\.7 s while scoring silent/)
  expect(impatient.pid).toBeUndefined()
})

test('a second clip at the same time is refused', async () => {
  const first = engine.score(clip('slow', 200))
  await first.next()
  await expect(engine.score(clip('good')).next()).rejects.toThrow(/scoring another clip/)
  await first.return(undefined)
})

test('a folder that is no model is refused with its complaint', async () => {
  const wrong = new EngineProcess({ ...options, folder: HERE })
  await expect(wrong.start()).rejects.toThrow(ModelFolderError)
  await expect(wrong.start()).rejects.toThrow(/model\.json is missing/)
  expect(wrong.pid).toBeUndefined()
})

test('[PP12] a model.json that changed since it was registered is refused with what differs', async () => {
  const { manifest } = await readModelFolder(TINY_MODEL)
  const swapped = { ...manifest, labels: manifest.labels.toReversed() }
  const wrong = new EngineProcess({ ...options, manifest: swapped })
  await expect(wrong.start()).rejects.toThrow(ModelFolderError)
  await expect(wrong.start()).rejects.toThrow(/other values of labels than the registered tiny 1\. .* raise "version"/)
  expect(wrong.pid).toBeUndefined()
})

test('[PP12] a calibrated version starts from the folder it was calibrated in', async () => {
  const { manifest } = await readModelFolder(TINY_MODEL)
  const thresholds = { ...manifest.thresholds, distortedScore: 2, high: 3, low: 1.5 }
  const calibrated = ModelManifest.parse({ ...manifest, version: '2', thresholds, training: { calibrated: {} } })
  const own = new EngineProcess({ ...options, manifest: calibrated })
  await expect(own.start()).resolves.toMatchObject({ description: { name: 'tiny' } })
  await own.stop()
})

async function started(): Promise<EngineProcess> {
  await engine.start()
  return engine
}
