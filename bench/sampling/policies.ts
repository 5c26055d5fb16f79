import { nextFrames, planRoundOne, type SamplingSettings, type ScoredFrame } from '@/lib/domain/proposals'
import type { JudgedClip } from './score-clip'

/** Which frames of a clip a policy pays for. */
export type Policy = (clip: JudgedClip, settings: SamplingSettings) => ScoredFrame[]

function at({ scores }: JudgedClip, indices: readonly number[]): ScoredFrame[] {
  return indices.map((index) => ({ index, score: scores[index] ?? Number.NaN }))
}

/** As a run samples, step by step, each step seeing only the scores that were paid for. */
export const dynamic: Policy = (clip, settings) => {
  const scored: ScoredFrame[] = []
  for (;;) {
    const step = nextFrames({ ...clip, settings, scored, seed: clip.name })
    if (step.kind === 'done') return scored
    scored.push(...at(clip, step.indices))
  }
}

/** The same number of frames at equal distances: round one of a run at twice the rate. */
export const uniform: Policy = (clip, settings) =>
  at(clip, planRoundOne({ ...clip, settings: { ...settings, targetFps: settings.targetFps * 2 } }))
