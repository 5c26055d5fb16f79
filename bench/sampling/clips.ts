import type { ClipSpec, Distortion } from '@/demo-clips'
import { STYLES } from '@/demo-clips/types'
import { variedClip } from '@/demo-clips/varied'
import { createRng, hashSeed, type Rng } from '@/lib/domain/shared'

/** Clips of one prompt: each two of them make a pair. */
const TAKES = 3
const SECONDS = [5, 10] as const
const RATES = [12, 12, 16, 24] as const
/** Of the size that the prompt asks for; enough for models that look at 256 pixels. */
const SCALE = 0.6

/** `brief`: one or two stretches of 0.3–1.5 s; `lasting`: from some moment of the first half to the end. */
export type Kind = 'clean' | 'brief' | 'lasting'
const SHARES: readonly (readonly [Kind, number])[] = [
  ['clean', 0.3],
  ['brief', 0.6],
  ['lasting', 0.1],
]
const BRIEF_SECONDS = [0.3, 1.5] as const
const SECOND_STRETCH = 0.4

export type PlannedClip = { name: string; prompt: string; kind: Kind; spec: ClipSpec }

/** The clips of the comparison, three a prompt, decided by their seeds alone: one seed a prompt. */
export function plannedClips(firstSeed: number, prompts: number): PlannedClip[] {
  return Array.from({ length: prompts * TAKES }, (_, place) =>
    plannedClip(firstSeed + Math.floor(place / TAKES), place % TAKES),
  )
}

function plannedClip(seed: number, take: number): PlannedClip {
  const rng = createRng(`sampling:${seed}:${take}`)
  const kind = drawKind(rng)
  const base = variedClip({ seed, styles: STYLES, distorted: true })
  const fps = RATES[rng.int(RATES.length)] ?? 12
  const frameCount = Math.round(between(rng, SECONDS) * fps)
  const spec: ClipSpec = {
    ...base,
    fps,
    frameCount,
    width: 2 * Math.round((base.width * SCALE) / 2),
    height: 2 * Math.round((base.height * SCALE) / 2),
    contentSeed: hashSeed(`${base.contentSeed}:${take}`),
    motionSeed: hashSeed(`${base.motionSeed}:${take}`),
    distortions: stretches(kind, frameCount, fps, rng).flatMap(([firstFrame, lastFrame]) =>
      base.distortions.map((fault): Distortion => ({ ...fault, firstFrame, lastFrame, seed: rng.int(2 ** 31) })),
    ),
  }
  return { name: `${seed}-${take}`, prompt: base.promptId, kind, spec }
}

function drawKind(rng: Rng): Kind {
  let left = rng.next()
  for (const [kind, share] of SHARES) {
    if (left < share) return kind
    left -= share
  }
  return 'brief'
}

/** First and last frames of what is broken; two stretches never touch. */
function stretches(kind: Kind, frameCount: number, fps: number, rng: Rng): [number, number][] {
  if (kind === 'clean') return []
  if (kind === 'lasting') return [[rng.int(Math.ceil(frameCount / 2)), frameCount - 1]]
  const count = rng.next() < SECOND_STRETCH ? 2 : 1
  const slot = Math.floor(frameCount / count)
  return Array.from({ length: count }, (_, place) => {
    const length = Math.max(2, Math.round(between(rng, BRIEF_SECONDS) * fps))
    const first = place * slot + rng.int(Math.max(1, slot - length))
    return [first, first + length - 1]
  })
}

function between(rng: Rng, [least, most]: readonly [number, number]): number {
  return least + (most - least) * rng.next()
}
