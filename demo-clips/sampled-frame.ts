import sharp from 'sharp'
import type { InputSize } from '@/lib/domain/proposals'
import { createRng, type Rng } from '@/lib/domain/shared'
import { renderFrameRgb } from './rasterise'
import type { ClipSpec, Style, TruthLabel } from './types'
import { FAR_STYLES, STYLES, UNSEEN_STYLES } from './types'
import { variedClip } from './varied'
import { SEEN_SIDE, seenTruth } from './visible'

/** A clip's frame as a decoder would give it, with the distortions that can be seen on it. */
export type SampledFrame = {
  spec: ClipSpec
  index: number
  labels: TruthLabel[]
  /** Compressed as a lossy codec would; JPEG. */
  picture: Buffer
}

/** Share of the frames that get distortions planted; of some nothing can be seen, and they count as clean. */
export const PLANTED_SHARE = 0.75

export const STYLE_SETS = { known: STYLES, unseen: UNSEEN_STYLES, far: FAR_STYLES } as const satisfies Record<
  string,
  readonly Style[]
>
export type StyleSet = keyof typeof STYLE_SETS

/** One frame of a varied clip, distorted or not as its seed says. */
export async function sampleFrame(seed: number, styles: StyleSet): Promise<SampledFrame> {
  const rng = createRng(`sample:${seed}`)
  const distorted = rng.next() < PLANTED_SHARE
  const planned = variedClip({ seed, styles: STYLE_SETS[styles], distorted })
  const index = rng.int(planned.frameCount)
  const { spec, labels } = await seenTruth(planned, index)
  return { spec, index, labels, picture: await compressed(spec, index, rng, 1) }
}

/**
 * The same frame broken and whole, alike in all else; none when nothing of its distortions can be seen.
 * Most are drawn at the input's own size, which takes a third of the time; a third passes through the whole chain.
 */
export async function sampleTwins(seed: number, styles: StyleSet): Promise<SampledFrame[]> {
  const rng = createRng(`twins:${seed}`)
  const planned = variedClip({ seed, styles: STYLE_SETS[styles], distorted: true })
  const index = rng.int(planned.frameCount)
  const { spec, labels } = await seenTruth(planned, index)
  if (labels.length === 0) return []
  const clean = { ...spec, distortions: [] }
  const scale = rng.next() < 0.3 ? 0.55 + 0.45 * rng.next() : SEEN_SIDE / Math.max(spec.width, spec.height)
  const again = (): Rng => createRng(`twins:${seed}:codec`)
  return [
    { spec, index, labels, picture: await compressed(spec, index, again(), scale) },
    { spec: clean, index, labels: [], picture: await compressed(clean, index, again(), scale) },
  ]
}

async function compressed(spec: ClipSpec, index: number, rng: Rng, scale: number): Promise<Buffer> {
  const even = (side: number): number => 2 * Math.round((side * scale) / 2)
  const [width, height] = [even(spec.width), even(spec.height)]
  const data = await renderFrameRgb({ ...spec, width, height }, index)
  // Drawn small, the blocks of a codec do not shrink with the picture, so it must be a milder one.
  const quality = scale < 0.64 ? 60 + rng.int(36) : 24 + rng.int(70)
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:2:0' })
    .toBuffer()
}

/** The picture at a model's input size: RGB, row-major. */
export async function inputPixels(picture: Buffer, { width, height, fit }: InputSize): Promise<Uint8Array> {
  const fitted = sharp(picture).resize(width, height, {
    fit: fit === 'letterbox' ? 'contain' : 'fill',
    kernel: 'linear',
    background: '#000',
  })
  return new Uint8Array(await fitted.removeAlpha().raw().toBuffer())
}
