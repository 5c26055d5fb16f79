import type { QueuePolicy } from '@/lib/domain/accounts'

const RANGE = 4

/** What the model says of one side of a pair: a score 1–5, and how undecided it is whether the frames are distorted, 0–1. */
export type SideOpinion = { score: number; doubt: number }

/** How undecided a probability is: 0 at 0 and 1, 1 at one half. Source: docs/spec/queue.md [QU2] */
export function doubtOf(probability: number): number {
  return 4 * probability * (1 - probability)
}

/**
 * What an answer to the pair is likely to teach, 0–1. `lib/services/labelling/refresh-values.ts` says the same in SQL.
 * @returns 0 where a side has no score
 * Source: docs/spec/queue.md [QU2]
 */
export function pairValue({ A, B }: { A: SideOpinion | null; B: SideOpinion | null }): number {
  if (!A || !B) return 0
  const closeness = 1 - Math.abs(A.score - B.score) / RANGE
  return (closeness + (A.doubt + B.doubt) / 2) / 2
}

/** What a task's place in the queue follows from. */
export type QueueFacts = { value: number; dissent: number; draw: number; holdout: boolean }

/**
 * Higher is handed out earlier. `lib/services/labelling/refresh-queue.ts` says the same in SQL.
 * Source: docs/spec/queue.md [QU17] [QU18] [QU19]
 */
export function taskPriority(policy: QueuePolicy, { value, dissent, draw, holdout }: QueueFacts): number {
  if (policy === 'oldest') return 0
  if (holdout || policy === 'random') return draw
  return dissent > 0 ? 1 + dissent : value
}

/** The score of the sampled frame nearest to this one, the earlier of two; null without any. Source: docs/spec/queue.md [QU2] */
export function nearestScore<Scored extends { frameIndex: number; score: number }>(
  scores: readonly Scored[],
  frameIndex: number,
): Scored | null {
  const distance = (at: number) => Math.abs(at - frameIndex)
  let nearest: Scored | null = null
  for (const candidate of scores) {
    const gain = nearest ? distance(nearest.frameIndex) - distance(candidate.frameIndex) : 1
    if (gain > 0 || (gain === 0 && nearest && candidate.frameIndex < nearest.frameIndex)) nearest = candidate
  }
  return nearest
}
