import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp, { type Sharp } from 'sharp'
import { createRng, type Rng } from '@/lib/domain/shared'
import { type ClipSpec, clipSpec, DEMO_GENERATORS, DEMO_PROMPTS, renderFrame, renderFrameRgb } from './index'
import { VARIED_GENERATOR, variedPrompt } from './varied'

type Dump = { out: string; from: number; count: number; perClip: number; width: number; height: number; demo: boolean }

/** The clips of one seed: one varied clip, or the demo's whole grid of prompts and generators. */
function clipsOf(seed: number, demo: boolean): ClipSpec[] {
  if (!demo) return [clipSpec({ seed, prompt: variedPrompt(seed), generator: VARIED_GENERATOR })]
  return DEMO_PROMPTS.flatMap((prompt) => DEMO_GENERATORS.map((generator) => clipSpec({ seed, prompt, generator })))
}

/** Blocks and ringing of a lossy codec, as real clips have them. */
async function compressed(data: Uint8Array, spec: ClipSpec, rng: Rng): Promise<Sharp> {
  const picture = sharp(data, { raw: { width: spec.width, height: spec.height, channels: 3 } })
  const quality = 22 + rng.int(70)
  return sharp(await picture.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer())
}

async function pixelsOf(spec: ClipSpec, index: number, dump: Dump, rng: Rng): Promise<Buffer> {
  const picture = await compressed(await renderFrameRgb(spec, index), spec, rng)
  return picture.resize(dump.width, dump.height, { fit: 'fill', kernel: 'linear' }).removeAlpha().raw().toBuffer()
}

/** Writes `frames.bin` (uint8, n × height × width × 3) and `frames.jsonl` (one line a frame, same order). */
async function dumpFrames(dump: Dump): Promise<number> {
  await mkdir(dump.out, { recursive: true })
  const pixels = createWriteStream(join(dump.out, 'frames.bin'))
  const lines = createWriteStream(join(dump.out, 'frames.jsonl'))
  let written = 0
  for (let seed = dump.from; seed < dump.from + dump.count; seed += 1) {
    for (const spec of clipsOf(seed, dump.demo)) {
      const rng = createRng(`dump:${seed}:${spec.promptId}:${spec.generator}`)
      const step = spec.frameCount / dump.perClip
      const indices = Array.from({ length: dump.perClip }, (_, part) => Math.floor((part + rng.next()) * step))
      const frames = await Promise.all(indices.map((index) => pixelsOf(spec, index, dump, rng)))
      for (const [part, frame] of frames.entries()) {
        const index = indices[part] as number
        const { labels } = renderFrame(spec, index).truth
        const { generator, promptId, style, subject } = spec
        lines.write(`${JSON.stringify({ seed, promptId, generator, style, subject, index, labels })}\n`)
        if (!pixels.write(frame)) await once(pixels, 'drain')
        written += 1
      }
    }
  }
  await Promise.all([pixels, lines].map((stream) => once(stream.end(), 'finish')))
  return written
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    from: { type: 'string', default: '1000' },
    count: { type: 'string', default: '10' },
    'per-clip': { type: 'string', default: '4' },
    width: { type: 'string', default: '224' },
    height: { type: 'string', default: '160' },
    demo: { type: 'boolean', default: false },
  },
})
if (!values.out) {
  console.error('Say where the frames go: --out <folder>.')
  process.exit(2)
}
sharp.concurrency(1)
const written = await dumpFrames({
  out: values.out,
  from: Number(values.from),
  count: Number(values.count),
  perClip: Number(values['per-clip']),
  width: Number(values.width),
  height: Number(values.height),
  demo: values.demo,
})
console.log(JSON.stringify({ frames: written, out: values.out }))
