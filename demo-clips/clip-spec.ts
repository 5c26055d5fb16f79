import { createRng, hashSeed, type Rng } from '@/lib/domain/shared'
import type { DemoGenerator, DemoPrompt } from './prompts'
import { pick, range } from './stage'
import {
  type ClipSpec,
  DEMO_STYLES,
  type Distortion,
  LABEL_KEYS,
  type LabelKey,
  type Style,
  type Subject,
} from './types'

export type ClipRequest = {
  seed: number
  prompt: DemoPrompt
  generator: DemoGenerator
  /** Instead of the style that the seed chooses. */
  style?: Style
  /** Shortest and longest clip, seconds. */
  durationRange?: readonly [number, number]
}

const LIMBS = ['limb_deformation', 'extra_limbs', 'limb_deficiency'] as const
const BODY = [...LIMBS, 'torso_deformation', 'facial_deformation', 'motion_blur'] as const
const POSSIBLE: Record<Subject, readonly LabelKey[]> = {
  person: BODY,
  hand: [...LIMBS, 'motion_blur'],
  portrait: ['torso_deformation', 'facial_deformation', 'facial_deformation', 'motion_blur'],
  dog: BODY,
  cat: BODY,
  horse: BODY,
  bird: BODY,
  still: ['motion_blur'],
}
const I2V_SIZE = [640, 360] as const

/** The labels that can be planted in a clip of the prompt. */
export function possibleLabels(prompt: DemoPrompt): readonly LabelKey[] {
  const things: LabelKey[] = prompt.props.length > 0 ? ['object_collapse'] : []
  const crossing = prompt.props.length > (prompt.subject === 'still' ? 1 : 0)
  return [...POSSIBLE[prompt.subject], ...things, ...(crossing ? (['mesh_penetration'] as const) : [])]
}

/** Decides a clip from a seed. Clips of one image-to-video prompt look the same on their first frame and have no distortion there. */
export function clipSpec({ seed, prompt, generator, style, durationRange = [2, 3.2] }: ClipRequest): ClipSpec {
  const i2v = prompt.mode === 'i2v'
  const contentSeed = hashSeed(`${seed}:${prompt.id}:${i2v ? 'first-frame' : generator.name}`)
  const motionSeed = hashSeed(`${seed}:${prompt.id}:${generator.name}:motion`)
  const content = createRng(contentSeed)
  const motion = createRng(motionSeed)
  const [width, height] = i2v ? I2V_SIZE : pick(generator.sizes, motion)
  const frameCount = Math.round(range(motion, ...durationRange) * generator.fps)
  return {
    schemaVersion: 1,
    promptId: prompt.id,
    prompt: prompt.text,
    generator: generator.name,
    mode: prompt.mode,
    width,
    height,
    fps: generator.fps,
    frameCount,
    contentSeed,
    motionSeed,
    style: style ?? pick(DEMO_STYLES, content),
    scene: prompt.scene,
    subject: prompt.subject,
    action: prompt.action,
    props: prompt.props,
    variety: null,
    distortions: plant({ prompt, generator, frameCount, first: i2v ? 2 : 0, rng: motion }),
  }
}

type Planting = { prompt: DemoPrompt; generator: DemoGenerator; frameCount: number; first: number; rng: Rng }

/** Stretches that together cover the generator's share of the frames, on average over many clips. */
function plant({ prompt, generator, frameCount, first, rng }: Planting): Distortion[] {
  const shortest = Math.max(4, Math.round(generator.fps * 0.3))
  const wanted = generator.distortedShare * frameCount * range(rng, 0.6, 1.4)
  const stretches = Math.max(1, Math.round(wanted / (generator.fps * 0.8)))
  const length = Math.max(shortest, Math.round(wanted / stretches))
  // Too short a stretch is planted longer in fewer clips.
  if (rng.next() > wanted / stretches / length) return []
  const slot = (frameCount - first) / stretches
  return Array.from({ length: stretches }, (_, index) => {
    const room = Math.max(0, slot - length)
    const from = first + Math.floor(index * slot + rng.next() * room)
    const to = Math.min(frameCount - 1, from + length - 1)
    return pickLabels(prompt, generator, rng).map((key) => ({
      key,
      firstFrame: from,
      lastFrame: to,
      severity: range(rng, ...generator.severity),
      seed: rng.int(2 ** 31),
    }))
  }).flat()
}

function pickLabels(prompt: DemoPrompt, generator: DemoGenerator, rng: Rng): LabelKey[] {
  const possible = possibleLabels(prompt)
  const chosen = new Set<LabelKey>([pick(possible, rng)])
  while (chosen.size < Math.min(4, new Set(possible).size) && rng.next() < generator.moreLabels)
    chosen.add(pick(possible, rng))
  return LABEL_KEYS.filter((key) => chosen.has(key))
}
