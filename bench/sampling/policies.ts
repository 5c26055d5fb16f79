import { nextFrames, type SamplingSettings, type ScoredFrame } from '@/lib/domain/proposals'
import { frameBudget, nearestUnused, spanUs } from '@/lib/domain/proposals/sampled-clip'
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

/** The same number of frames, each in the middle of one of as many equal parts. */
export const uniform: Policy = (clip, settings) => {
  const sampled = { ...clip, settings }
  const budget = frameBudget(sampled)
  const used = new Set<number>()
  for (let part = 0; part < budget; part += 1) {
    const index = nearestUnused(clip.table, ((part + 0.5) * spanUs(sampled)) / budget, used)
    if (index !== null) used.add(index)
  }
  return at(clip, [...used])
}
