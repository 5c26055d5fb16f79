import { expect, test } from 'vitest'
import { Box } from '@/lib/domain/shared'
import {
  ClipTruth,
  clipSpec,
  DEMO_GENERATORS,
  DEMO_PROMPTS,
  demoClips,
  LABEL_KEYS,
  renderFrame,
  renderFrameRgb,
  truthOf,
} from './index'

const SEED = 5
const clips = DEMO_PROMPTS.flatMap((prompt) =>
  DEMO_GENERATORS.map((generator) => clipSpec({ seed: SEED, prompt, generator })),
)

function distortedShare(generator: string, seeds: number): number {
  let [distorted, all] = [0, 0]
  const maker = DEMO_GENERATORS.find(({ name }) => name === generator)
  if (!maker) throw new Error(`no generator ${generator}`)
  for (let seed = 0; seed < seeds; seed += 1) {
    for (const prompt of DEMO_PROMPTS) {
      const { distortions, frameCount } = clipSpec({ seed, prompt, generator: maker })
      const frames = new Set<number>()
      for (const { firstFrame, lastFrame } of distortions) {
        for (let index = firstFrame; index <= lastFrame; index += 1) frames.add(index)
      }
      distorted += frames.size
      all += frameCount
    }
  }
  return distorted / all
}

test('a seed always draws the same clip', async () => {
  for (const spec of clips.slice(0, 3)) {
    const prompt = DEMO_PROMPTS.find(({ id }) => id === spec.promptId)
    const generator = DEMO_GENERATORS.find(({ name }) => name === spec.generator)
    if (!prompt || !generator) throw new Error('unknown clip')
    const again = clipSpec({ seed: SEED, prompt, generator })
    expect(again).toEqual(spec)
    expect(Buffer.compare(await renderFrameRgb(spec, 7), await renderFrameRgb(again, 7))).toBe(0)
  }
})

test('another seed draws another clip', () => {
  const [prompt] = DEMO_PROMPTS
  const [generator] = DEMO_GENERATORS
  if (!prompt || !generator) throw new Error('no demo')
  const [one, two] = [1, 2].map((seed) => renderFrame(clipSpec({ seed, prompt, generator }), 0).svg)
  expect(one).not.toBe(two)
})

test('every planted box lies in its frame and only planned labels appear', () => {
  for (const spec of clips) {
    for (let index = 0; index < spec.frameCount; index += 5) {
      const planned = spec.distortions.filter(({ firstFrame, lastFrame }) => index >= firstFrame && index <= lastFrame)
      for (const { key, box } of renderFrame(spec, index).truth.labels) {
        expect(Box.safeParse(box).success).toBe(true)
        expect(planned.map((fault) => fault.key)).toContain(key)
      }
    }
  }
})

test('all eight labels are planted somewhere in the demo and can be seen', () => {
  const seen = new Set(
    clips.flatMap((spec) =>
      spec.distortions.flatMap(({ firstFrame }) => renderFrame(spec, firstFrame).truth.labels.map(({ key }) => key)),
    ),
  )
  expect([...seen].sort()).toEqual([...LABEL_KEYS].sort())
})

test('the demo itself shows every label, and its truth lists the distorted frames only', () => {
  const truths = demoClips().map((spec) => truthOf(spec, 'clip.mp4'))
  for (const truth of truths) expect(ClipTruth.safeParse(truth).success).toBe(true)
  const keys = new Set(truths.flatMap(({ frames }) => frames.flatMap(({ labels }) => labels.map(({ key }) => key))))
  expect([...keys].sort()).toEqual([...LABEL_KEYS].sort())
  const shares = DEMO_GENERATORS.map(({ name }) => {
    const own = truths.filter(({ generator }) => generator === name)
    return own.reduce((n, { frames }) => n + frames.length, 0) / own.reduce((n, { frameCount }) => n + frameCount, 0)
  })
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
})

test('a planted distortion changes the picture', async () => {
  const spec = clips.find(({ distortions }) => distortions.length > 0)
  if (!spec) throw new Error('no distorted clip')
  const index = spec.distortions[0]?.firstFrame ?? 0
  const broken = await renderFrameRgb(spec, index)
  const whole = await renderFrameRgb({ ...spec, distortions: [] }, index)
  expect(Buffer.compare(broken, whole)).not.toBe(0)
})

test('the clips of an image-to-video prompt share their first frame and then part', async () => {
  for (const prompt of DEMO_PROMPTS.filter(({ mode }) => mode === 'i2v')) {
    const pair = clips.filter(({ promptId }) => promptId === prompt.id)
    const [first, ...others] = await Promise.all(pair.map((spec) => renderFrameRgb(spec, 0)))
    if (!first) throw new Error('no clips')
    for (const other of others) expect(Buffer.compare(first, other)).toBe(0)
    const later = pair.map((spec) => renderFrame(spec, Math.floor(spec.fps * 1.5)).svg)
    expect(new Set(later).size).toBe(pair.length)
  }
})

test('the generators fail as often as they are said to', () => {
  for (const { name, distortedShare: wanted } of DEMO_GENERATORS) {
    expect(Math.abs(distortedShare(name, 40) - wanted), name).toBeLessThan(0.05)
  }
})

test('a frame that the clip does not have is refused by name', () => {
  const [spec] = clips
  if (!spec) throw new Error('no clips')
  expect(() => renderFrame(spec, spec.frameCount)).toThrow(/there is no frame/)
})
