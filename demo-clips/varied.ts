import { createRng, hashSeed, type Rng, shuffled } from '@/lib/domain/shared'
import { possibleLabels } from './clip-spec'
import type { DemoPrompt } from './prompts'
import { pick, range } from './stage'
import {
  ACTIONS,
  type ClipSpec,
  type Distortion,
  EXTRAS,
  LABEL_KEYS,
  type LabelKey,
  LENSES,
  LIGHTINGS,
  OBJECT_KINDS,
  SCENES,
  type Style,
  SUBJECTS,
  type Subject,
  type Variety,
} from './types'

const SIZES = [
  [640, 360],
  [640, 360],
  [640, 360],
  [512, 512],
  [360, 640],
] as const
const FRAME_COUNT = 60
const FPS = 24
/** Chance of one more label on a distorted frame, applied again and again. */
const MORE_LABELS = 0.5
/** Every tenth distortion is subtle. */
const SUBTLE = { share: 0.1, severity: [0.45, 0.6] } as const
const PLAIN = [0.65, 1] as const

export type VariedRequest = { seed: number; styles: readonly Style[]; distorted: boolean }

/**
 * Any subject in any scene with any things, light, camera and style of those given: what a model is trained and tested on.
 * A distorted clip is so from its first frame to its last.
 */
export function variedClip({ seed, styles, distorted }: VariedRequest): ClipSpec {
  const rng = createRng(`varied:${seed}`)
  const prompt = variedPrompt(seed, rng)
  const [width, height] = pick(SIZES, rng)
  return {
    schemaVersion: 1,
    promptId: prompt.id,
    prompt: prompt.text,
    generator: 'varied',
    mode: 't2v',
    width,
    height,
    fps: FPS,
    frameCount: FRAME_COUNT,
    contentSeed: hashSeed(`varied:${seed}:content`),
    motionSeed: hashSeed(`varied:${seed}:motion`),
    style: pick(styles, rng),
    scene: prompt.scene,
    subject: prompt.subject,
    action: prompt.action,
    props: prompt.props,
    variety: varietyOf(prompt, height > width, rng),
    distortions: distorted ? planted(prompt, rng) : [],
  }
}

function variedPrompt(seed: number, rng: Rng): DemoPrompt {
  const subject = pick([...SUBJECTS, 'person', 'person'] as const, rng)
  const [first, second] = shuffled(OBJECT_KINDS, rng)
  if (!first || !second) throw new RangeError('too few kinds of things')
  const action = subject === 'person' ? pick(ACTIONS, rng) : 'walk'
  const leading = action === 'drink' && subject === 'person' ? 'cup' : first
  const both = subject === 'still' || rng.next() < 0.35
  const props = both && second !== leading ? [leading, second] : [leading, ...(both ? [first] : [])]
  const scene = pick(SCENES, rng)
  const text = `${subject} (${action}) in ${scene} with ${props.join(', ')}`
  return { id: `v${seed}`, text, mode: 't2v', subject, action, scene, props }
}

/** Nearest and farthest the camera stands, in frames that are wide and in frames that are high: subjects fill most of the frame. */
const FRAMING: Record<Subject, { wide: readonly [number, number]; high: readonly [number, number] }> = {
  person: { wide: [1.05, 1.6], high: [1, 1.35] },
  hand: { wide: [0.9, 1.1], high: [0.9, 1.1] },
  portrait: { wide: [0.9, 1.1], high: [0.9, 1.1] },
  dog: { wide: [1.25, 1.85], high: [1, 1.3] },
  cat: { wide: [1.3, 1.95], high: [1, 1.3] },
  horse: { wide: [1.05, 1.5], high: [0.95, 1.25] },
  bird: { wide: [1.05, 1.35], high: [1, 1.2] },
  still: { wide: [1.1, 1.7], high: [1, 1.5] },
}

/** How far above or below the middle the camera aims, a share of how near it is. */
const ANYWHERE = [-0.26, 0.16] as const
const LOW = [0.2, 0.4] as const

function varietyOf({ subject }: DemoPrompt, high: boolean, rng: Rng): Variety {
  const close = subject === 'hand' || subject === 'portrait'
  const moves = subject === 'bird'
  const zoom = range(rng, ...FRAMING[subject][high ? 'high' : 'wide'])
  const away = Math.max(0, zoom - 1)
  const [up, down] = subject === 'still' ? LOW : ANYWHERE
  return {
    zoom,
    aim: {
      x: 0.5 + range(rng, -0.12, 0.12) * away,
      y: close || moves ? 0.52 : 0.52 + range(rng, up, down) * away,
    },
    roll: rng.next() < 0.3 ? range(rng, -0.12, 0.12) : 0,
    lighting: rng.next() < 0.45 ? 'even' : pick(LIGHTINGS, rng),
    lens: rng.next() < 0.8 ? 'sharp' : pick(LENSES, rng),
    patterned: rng.next() < 0.5,
    extras: EXTRAS.filter(() => rng.next() < 0.14),
  }
}

function planted(prompt: DemoPrompt, rng: Rng): Distortion[] {
  const possible = [...new Set(possibleLabels(prompt))]
  const chosen = new Set<LabelKey>([pick(possible, rng)])
  while (chosen.size < Math.min(4, possible.length) && rng.next() < MORE_LABELS) chosen.add(pick(possible, rng))
  if (chosen.has('motion_blur')) {
    // Whatever else befell a smeared body, nobody could tell.
    for (const key of possible)
      if (key !== 'motion_blur' && (prompt.subject === 'still' || key !== 'object_collapse')) chosen.delete(key)
  }
  const [least, most] = rng.next() < SUBTLE.share ? SUBTLE.severity : PLAIN
  return LABEL_KEYS.filter((key) => chosen.has(key)).map((key) => ({
    key,
    firstFrame: 0,
    lastFrame: FRAME_COUNT - 1,
    severity: range(rng, least, most),
    seed: rng.int(2 ** 31),
  }))
}
