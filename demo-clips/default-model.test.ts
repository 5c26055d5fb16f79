import { stat } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '@/lib/domain/proposals'
import { mean } from '@/lib/domain/shared'
import { openEngine } from '@/workers/engines'
import {
  type ClipSpec,
  clipSpec,
  DEMO_GENERATORS,
  DEMO_PROMPTS,
  inputPixels,
  LABEL_KEYS,
  renderFrame,
  renderFrameRgb,
} from './index'

const FOLDER = 'models/default'
const UNSEEN_SEEDS = [9200, 9201, 9202]
let engine: Engine

beforeAll(async () => {
  engine = await openEngine(FOLDER, { providers: ['cpu'], threads: 1 })
})
afterAll(() => engine.close())

async function scoreOf(spec: ClipSpec, index: number): Promise<number> {
  const { width, height } = engine.inputSize
  const raw = { width: spec.width, height: spec.height, channels: 3 } as const
  const picture = await sharp(await renderFrameRgb(spec, index), { raw })
    .png()
    .toBuffer()
  const data = await inputPixels(picture, engine.inputSize)
  const [result] = await engine.infer([{ index, ptsUs: 0, width, height, data }], '', new AbortController().signal)
  if (!result) throw new Error('no answer')
  expect(Object.keys(result.labels)).toEqual([...LABEL_KEYS])
  return result.score
}

test('the shipped model is small', async () => {
  expect((await stat(`${FOLDER}/model.onnx`)).size).toBeLessThan(5_000_000)
})

test('on unseen seeds it tells broken frames from whole ones far better than chance', async () => {
  const generator = DEMO_GENERATORS.at(-1)
  if (!generator) throw new Error('no generator')
  const broken: number[] = []
  const whole: number[] = []
  for (const seed of UNSEEN_SEEDS) {
    for (const prompt of DEMO_PROMPTS) {
      const spec = clipSpec({ seed, prompt, generator })
      const index = spec.distortions[0]?.firstFrame ?? 0
      if (renderFrame(spec, index).truth.labels.length === 0) continue
      broken.push(await scoreOf(spec, index))
      whole.push(await scoreOf({ ...spec, distortions: [] }, index))
    }
  }
  // Mann–Whitney: the chance that a whole frame scores above a broken one, ties half; 0.5 is blind.
  const wins = whole.flatMap((high) => broken.map((low) => (high > low ? 1 : high === low ? 0.5 : 0)))
  expect(mean(wins)).toBeGreaterThan(0.7)
}, 60_000)
