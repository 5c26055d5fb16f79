import { clipSpec } from './clip-spec'
import { DEMO_GENERATORS, DEMO_PROMPTS } from './prompts'
import type { ClipSpec } from './types'

/** No frame of this seed is ever trained on. */
export const DEMO_SEED = 20_261_122

/** The specs of every clip of the demo, prompt by prompt. */
export function demoClips(seed = DEMO_SEED): ClipSpec[] {
  return DEMO_PROMPTS.flatMap((prompt) => DEMO_GENERATORS.map((generator) => clipSpec({ seed, prompt, generator })))
}

export function demoFileName({ promptId, generator }: Pick<ClipSpec, 'promptId' | 'generator'>): string {
  return `${promptId}__${generator}.mp4`
}
