import { createRng } from '@/lib/domain/shared'
import type { DemoGenerator, DemoPrompt } from './prompts'
import { pick } from './stage'
import { ACTIONS, OBJECT_KINDS, SCENES, SUBJECTS } from './types'

/** Any subject in any scene with any things: what a model is trained and tested on beside the demo's prompts. */
export function variedPrompt(seed: number): DemoPrompt {
  const rng = createRng(`prompt:${seed}`)
  const subject = pick([...SUBJECTS, 'person', 'person'] as const, rng)
  const first = pick(OBJECT_KINDS, rng)
  const second = pick(
    OBJECT_KINDS.filter((kind) => kind !== first),
    rng,
  )
  const action = subject === 'person' ? pick(ACTIONS, rng) : 'walk'
  const leading = action === 'drink' && subject === 'person' && first !== 'cup' ? 'cup' : first
  const props = subject === 'still' || rng.next() < 0.35 ? [leading, second] : [leading]
  const scene = pick(SCENES, rng)
  const text = `${subject} (${action}) in ${scene} with ${props.join(', ')}`
  return {
    id: `v${seed}`,
    text,
    mode: 't2v',
    subject,
    action,
    scene,
    props: props.filter((kind, at) => props.indexOf(kind) === at),
  }
}

/** Distorts half of its frames, from plain to gross, in every shape of picture. */
export const VARIED_GENERATOR: DemoGenerator = {
  name: 'varied',
  distortedShare: 0.5,
  severity: [0.5, 1],
  moreLabels: 0.35,
  sizes: [
    [640, 360],
    [640, 360],
    [512, 512],
    [360, 640],
  ],
  fps: 24,
}
