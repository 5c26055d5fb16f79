import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { contentArea } from '@/lib/domain/proposals'
import { inputPixels, type SampledFrame, STYLE_SETS, type StyleSet, sampleFrame, sampleTwins } from './sampled-frame'
import { SEEN_SIDE } from './visible'

const INPUT = { width: SEEN_SIDE, height: SEEN_SIDE, fit: 'letterbox' } as const
/** Frames drawn at once; the pixels of one are worked on while another is rasterised. */
const AT_ONCE = 6

type Dump = { out: string; from: number; count: number; styles: StyleSet; twins: boolean }

/**
 * Writes `<from>.bin` (uint8, n × SEEN_SIDE × SEEN_SIDE × 3) and `<from>.jsonl` (one line a frame, same order).
 * The .jsonl appears last and only when everything is written.
 */
async function dumpFrames({ out, from, count, styles, twins }: Dump): Promise<number> {
  await mkdir(out, { recursive: true })
  const name = join(out, String(from))
  const pixels = createWriteStream(`${name}.bin`)
  const lines = createWriteStream(`${name}.part`)
  let written = 0
  for (let first = from; first < from + count; first += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, from + count - first) }, (_, step) => first + step)
    const drawn = await Promise.all(
      seeds.map(async (seed) => (twins ? sampleTwins(seed, styles) : [await sampleFrame(seed, styles)])),
    )
    for (const [step, frames] of drawn.entries()) {
      for (const frame of frames) {
        lines.write(`${JSON.stringify(rowOf(seeds[step] as number, frame))}\n`)
        if (!pixels.write(await inputPixels(frame.picture, INPUT))) await once(pixels, 'drain')
        written += 1
      }
    }
  }
  await Promise.all([pixels, lines].map((stream) => once(stream.end(), 'finish')))
  await rename(`${name}.part`, `${name}.jsonl`)
  return written
}

function rowOf(seed: number, { spec, index, labels }: SampledFrame) {
  const { style, subject, scene, variety } = spec
  return { seed, index, style, subject, scene, variety, content: contentArea(spec, INPUT), labels }
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '12' },
    styles: { type: 'string', default: 'known' },
    twins: { type: 'boolean', default: false },
  },
})
const { out, styles } = values
if (!out || !(styles in STYLE_SETS)) {
  console.error('Say where the frames go and in which styles: --out <folder> --styles known|unseen.')
  process.exit(2)
}
sharp.concurrency(1)
const [from, count] = [Number(values.from), Number(values.count)]
const written = await dumpFrames({ out, from, count, styles: styles as StyleSet, twins: values.twins })
console.log(JSON.stringify({ frames: written, out, from, count }))
