import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeDemo } from '@/demo-clips'
import { contentArea, type Engine, type EngineFrame } from '@/lib/domain/proposals'
import { quantile } from '@/lib/domain/shared'
import { readModelFolder } from '@/lib/services/proposals'
import { EnginePool, engineLanes, openEngine, type PooledModel } from '@/workers/engines'
import { decodeFrames, type Probe, probeVideo } from '@/workers/media'
import { bench, say } from './support/bench'

/** Another folder than the shipped one is judged by naming it. */
const MODEL = process.env['BENCH_MODEL'] ?? path.join('models', 'default')
const PROMPTS = ['p01', 'p02', 'p03', 'p04', 'p05']
const ROUNDS = 3
/** Of the rate of one bare engine on all cores, decoding included. */
const LIMIT = 0.85

type Clip = { file: string; probe: Probe; indices: number[]; display: { width: number; height: number } }

async function prepareClips(folder: string): Promise<Clip[]> {
  const { files } = await makeDemo({ outDir: folder, promptIds: PROMPTS })
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name)
      const probe = await probeVideo(file)
      const indices = probe.frameTable.ptsUs.map((_, index) => index)
      return { file, probe, indices, display: { width: probe.displayWidth, height: probe.displayHeight } }
    }),
  )
}

async function decodeAll(clips: readonly Clip[], engine: Engine): Promise<EngineFrame[][]> {
  const signal = new AbortController().signal
  return Promise.all(
    clips.map(async ({ file, probe, indices, display }) => {
      const content = contentArea(display, engine.inputSize)
      const frames: EngineFrame[] = []
      for await (const frame of decodeFrames(file, indices, engine.inputSize, signal, probe.frameTable)) {
        frames.push({ ...frame, content })
      }
      return frames
    }),
  )
}

/** Frames a second of the engine alone, on frames that lie decoded in memory. */
async function bareRate(engine: Engine, decoded: readonly EngineFrame[][]): Promise<number> {
  const signal = new AbortController().signal
  const started = performance.now()
  let frames = 0
  for (const clip of decoded) {
    for (let first = 0; first < clip.length; first += engine.batchSize) {
      frames += (await engine.infer(clip.slice(first, first + engine.batchSize), '', signal)).length
    }
  }
  return frames / ((performance.now() - started) / 1000)
}

async function scoreClip(pool: EnginePool, model: PooledModel, clip: Clip): Promise<number> {
  const { file, probe, indices, display } = clip
  const lease = await pool.take(model)
  let frames = 0
  try {
    const request = { path: file, indices, table: probe.frameTable, prompt: '', display }
    for await (const results of lease.score(request)) frames += results.length
  } finally {
    lease.giveBack()
  }
  return frames
}

/** Frames a second from files on disk, through the engines of a worker, as many clips at once as it works on. */
async function endToEndRate(pool: EnginePool, model: PooledModel, clips: readonly Clip[]): Promise<number> {
  const started = performance.now()
  const waiting = [...clips]
  let frames = 0
  async function lane(): Promise<void> {
    for (let clip = waiting.shift(); clip; clip = waiting.shift()) {
      const scored = await scoreClip(pool, model, clip)
      frames += scored
    }
  }
  await Promise.all(Array.from({ length: engineLanes()['frame-onnx'] }, lane))
  return frames / ((performance.now() - started) / 1000)
}

function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
}

await bench('proposals', async (atEnd) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-bench-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const pool = new EnginePool()
  atEnd(() => pool.close())
  const { folder: modelFolder, sha256, manifest } = await readModelFolder(MODEL, {})
  const model = { folder: modelFolder, sha256, manifest }
  const engine = await openEngine(MODEL, {})
  atEnd(() => engine.close())
  const clips = await prepareClips(folder)
  const decoded = await decodeAll(clips, engine)
  // Opens the engines and their decoders before anything is measured.
  await endToEndRate(pool, model, clips.slice(0, 2))
  const bare: number[] = []
  const whole: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await bareRate(engine, decoded))
    whole.push(await endToEndRate(pool, model, clips))
    say(`round ${round + 1}: bare ${bare.at(-1)?.toFixed(1)}, end to end ${whole.at(-1)?.toFixed(1)} frames/s`)
  }
  // The two of a round lie close together in time: what else the machine does touches both.
  const ratios = whole.map((rate, round) => rate / (bare[round] ?? Number.NaN))
  const value = Math.round(median(ratios) * 1000) / 1000
  const rates = { bareFramesPerSecond: Math.round(median(bare)), framesPerSecond: Math.round(median(whole)) }
  const { provider } = engine.describe()
  const ok = value >= LIMIT
  return { value, unit: 'ratio', limit: LIMIT, ok, ...rates, provider }
})
