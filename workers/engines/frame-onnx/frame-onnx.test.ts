import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '@/lib/domain/proposals'
import { openEngine } from '../open-model'
import { paintedFrame, SIZE, TINY_MODEL } from './fixtures/paint'

const never = new AbortController().signal
let engine: Engine

beforeAll(async () => {
  engine = await openEngine(TINY_MODEL, { providers: ['cpu'], threads: 1, batchSize: 3 })
})
afterAll(() => engine.close())

test('a red patch is a limb deformation in exactly its place', async () => {
  const [result] = await engine.infer(
    [paintedFrame(7, [{ x: 8, y: 12, w: 12, h: 4, channel: 0, value: 255 }])],
    '',
    never,
  )
  expect(result?.index).toBe(7)
  expect(result?.ptsUs).toBe(280_000)
  expect(result?.score).toBeCloseTo(1, 5)
  expect(result?.labels['limb_deformation']).toBeCloseTo(1 / (1 + Math.exp(-10)), 5)
  expect(result?.labels['motion_blur']).toBeCloseTo(1 / (1 + Math.exp(10)), 5)
  expect(result?.boxes).toEqual([
    { labelKey: 'limb_deformation', box: { x: 8 / SIZE, y: 12 / SIZE, w: 12 / SIZE, h: 4 / SIZE }, probability: 1 },
  ])
})

test('blue is nothing, half green is half a blur', async () => {
  const [clean, blur] = await engine.infer(
    [
      paintedFrame(0, [{ x: 0, y: 0, w: 32, h: 32, channel: 2, value: 255 }]),
      paintedFrame(1, [{ x: 28, y: 28, w: 4, h: 4, channel: 1, value: 153 }]),
    ],
    '',
    never,
  )
  expect(clean).toMatchObject({ score: 5, boxes: [] })
  expect(blur?.score).toBeCloseTo(5 - 4 * 0.6, 5)
  expect(blur?.labels['motion_blur']).toBeCloseTo(1 / (1 + Math.exp(-2)), 5)
  expect(blur?.boxes.map(({ box }) => box)).toEqual([{ x: 0.875, y: 0.875, w: 0.125, h: 0.125 }])
})

test('batches change nothing: each frame keeps its place and its answer', async () => {
  const frames = Array.from({ length: 8 }, (_, index) =>
    paintedFrame(index, [{ x: 4 * index, y: 0, w: 4, h: 4, channel: 0, value: 128 + 16 * index }]),
  )
  const together = await engine.infer(frames, '', never)
  const alone = (await Promise.all(frames.map((frame) => engine.infer([frame], '', never)))).flat()
  expect(together).toEqual(alone)
  expect(together.map(({ boxes }) => boxes[0]?.box.x)).toEqual(frames.map((_, index) => index / 8))
})

test('boxes are measured in the picture when it was letterboxed', async () => {
  const frame = paintedFrame(0, [{ x: 0, y: 8, w: 32, h: 8, channel: 0, value: 255 }])
  const [result] = await engine.infer([{ ...frame, content: { x: 0, y: 0.25, w: 1, h: 0.5 } }], '', never)
  expect(result?.boxes[0]?.box).toEqual({ x: 0, y: 0, w: 1, h: 0.5 })
})

test('a frame of another size is refused by name', async () => {
  const frame = { ...paintedFrame(3), width: 16, height: 16 }
  await expect(engine.infer([frame], '', never)).rejects.toThrow(/Frame 3 is 16×16 .* needs 32×32/)
})

test('an aborted signal stops it', async () => {
  await expect(engine.infer([paintedFrame(0)], '', AbortSignal.abort(new Error('cancelled')))).rejects.toThrow(
    'cancelled',
  )
})

test('an absent provider is passed over with its reason', async () => {
  const fallen = await openEngine(TINY_MODEL, { providers: ['no-such-provider', 'cpu'], threads: 1 })
  expect(fallen.describe()).toMatchObject({ engine: 'frame-onnx', name: 'tiny', version: '1', provider: 'cpu' })
  expect(fallen.describe().providerReasons).toEqual([expect.stringMatching(/^no-such-provider: .+/)])
  await fallen.close()
})

test('cuda is used where it works; elsewhere the reason is told', async () => {
  const opened = await openEngine(TINY_MODEL, { threads: 1 })
  const { provider, providerReasons } = opened.describe()
  expect(['cuda', 'cpu']).toContain(provider)
  expect(providerReasons).toEqual(provider === 'cuda' ? [] : [expect.stringMatching(/^cuda: .{10}/)])
  await opened.close()
})

test('when nothing runs the model every reason is given', async () => {
  await expect(openEngine(TINY_MODEL, { providers: ['neither', 'nor'] })).rejects.toThrow(
    /no provider \(neither: .*; nor: /,
  )
})
