import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  Conversion,
  FilePathSource,
  FilePathTarget,
  Input,
  MkvOutputFormat,
  MP4,
  Output,
  WebMOutputFormat,
} from 'mediabunny'
import { type EncodeOptions, encodeVideo, evenPtsUs } from '@/workers/media'
import { drawIndex, turnedBack } from './pattern'

type Made = { file: string; contentType: string }
export type Variant = { name: string; make: (folder: string) => Promise<Made> }

/** Frames of a variant unless it is about their number: more than a group of pictures, fewer than the pattern can say. */
const FRAMES = 96
const SIZE = { width: 832, height: 480 }

type Options = Partial<EncodeOptions> & { codec: EncodeOptions['codec'] }

function mp4(name: string, options: Options): Variant {
  return { name, make: async (folder) => ({ file: await encode(folder, name, options), contentType: 'video/mp4' }) }
}

async function encode(folder: string, name: string, options: Options): Promise<string> {
  const file = path.join(folder, `${name}.mp4`)
  const { width, height } = { ...SIZE, ...options }
  const ptsUs = options.ptsUs ?? evenPtsUs(FRAMES, 24)
  const turned = options.rotation === 90
  await encodeVideo(file, {
    quality: 'fast',
    keyEvery: 48,
    ...options,
    ...(turned ? { width: height, height: width } : { width, height }),
    ptsUs,
    frames: pictures(ptsUs.length, width, height, turned),
  })
  return file
}

function* pictures(count: number, width: number, height: number, turned: boolean): Generator<Uint8Array> {
  for (let index = 0; index < count; index++) {
    const upright = drawIndex(index, width, height)
    yield turned ? turnedBack(upright, width, height) : upright
  }
}

/** Packs the packets of an MP4 into another container, as they are. */
function repacked(
  name: string,
  options: Options,
  format: MkvOutputFormat | WebMOutputFormat,
  contentType: string,
): Variant {
  return {
    name,
    async make(folder) {
      const from = await encode(folder, `${name}-source`, options)
      const file = path.join(folder, name)
      const input = new Input({ formats: [MP4], source: new FilePathSource(from) })
      const output = new Output({ format, target: new FilePathTarget(file) })
      const conversion = await Conversion.init({ input, output, video: { forceTranscode: false }, showWarnings: false })
      await conversion.execute()
      input.dispose()
      return { file, contentType }
    },
  }
}

/** A file that ends in the middle of its pictures. */
function cut(name: string, options: Options): Variant {
  return {
    name,
    async make(folder) {
      const file = await encode(folder, name, options)
      const bytes = await readFile(file)
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
      return { file, contentType: 'video/mp4' }
    },
  }
}

/** Intervals of a thirtieth, an eighth and a twenty-fourth of a second in turn. */
function unevenPtsUs(count: number): number[] {
  const intervals = [33_333, 125_000, 41_667]
  const ptsUs = [0]
  while (ptsUs.length < count) ptsUs.push((ptsUs.at(-1) ?? 0) + (intervals[ptsUs.length % 3] ?? 0))
  return ptsUs
}

const B_FRAMES = { encoderOptions: { bf: 3 } } as const
const late = evenPtsUs(FRAMES, 24).map((time) => time + 1_500_000)

/** Codecs, containers, timings and sizes as upload folders hold them, made by the project's own encoder. */
export const VARIANTS: readonly Variant[] = [
  mp4('h264-b-frames', { codec: 'h264', ...B_FRAMES }),
  mp4('h264-open-gop', { codec: 'h264', encoderOptions: { bf: 3, 'x264-params': 'open-gop=1' } }),
  mp4('h264-one-key-frame', { codec: 'h264', ...B_FRAMES, keyEvery: 250 }),
  mp4('vp9', { codec: 'vp9' }),
  mp4('av1', { codec: 'av1' }),
  mp4('variable-30-8-24', { codec: 'h264', ...B_FRAMES, ptsUs: unevenPtsUs(FRAMES) }),
  mp4('start-1.5s', { codec: 'h264', ...B_FRAMES, ptsUs: late }),
  mp4('120-fps', { codec: 'h264', ...B_FRAMES, width: 416, height: 240, ptsUs: evenPtsUs(240, 120) }),
  mp4('29.97-fps', { codec: 'h264', ...B_FRAMES, ptsUs: evenPtsUs(FRAMES, 30_000 / 1001) }),
  mp4('fragmented', { codec: 'h264', ...B_FRAMES, fragmented: true }),
  repacked('matroska', { codec: 'h264', ...B_FRAMES }, new MkvOutputFormat(), 'video/x-matroska'),
  repacked('webm', { codec: 'vp9' }, new WebMOutputFormat(), 'video/webm'),
  mp4('rotated-90', { codec: 'h264', ...B_FRAMES, rotation: 90 }),
  mp4('portrait-270x480', { codec: 'h264', ...B_FRAMES, width: 270, height: 480 }),
  mp4('tiny-32x18', { codec: 'vp9', width: 32, height: 18, ptsUs: evenPtsUs(40, 24) }),
  mp4('one-frame', { codec: 'h264', ptsUs: [0] }),
  cut('truncated', { codec: 'h264', ...B_FRAMES }),
  mp4('4k', { codec: 'h264', ...B_FRAMES, width: 3840, height: 2160, keyEvery: 12, ptsUs: evenPtsUs(48, 24) }),
]
