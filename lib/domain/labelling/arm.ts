import { z } from 'zod'
import { createRng } from '@/lib/domain/shared'

/** Whether a task shows its proposals, hides them, or reveals them after a first own answer. */
export const Arm = z.enum(['show', 'hide', 'reveal'])
export type Arm = z.infer<typeof Arm>

/**
 * Draws the arm of one task, so that anchoring can be measured; the same seed and pair give the same arm.
 * @param settings the project's: what it shows, and the share 0–1 of tasks that hide it
 * Source: docs/spec/queue.md [QU4]
 */
export function drawArm(settings: { proposals: Arm; hiddenShare: number }, seed: number, pairId: string): Arm {
  if (settings.proposals === 'hide') return 'hide'
  return createRng(`${seed}:${pairId}`).next() < settings.hiddenShare ? 'hide' : settings.proposals
}

/** Share 0–1 of the tasks that will get each arm. Source: docs/spec/queue.md [QU4] [QU17] */
export function armShares({
  proposals,
  hiddenShare,
  holdoutShare,
}: {
  proposals: Arm
  hiddenShare: number
  holdoutShare: number
}): Record<Arm, number> {
  const none = { show: 0, hide: 0, reveal: 0 }
  if (proposals === 'hide') return { ...none, hide: 1 }
  const shown = (1 - holdoutShare) * (1 - hiddenShare)
  return { ...none, hide: 1 - shown, [proposals]: shown }
}

export type HoldoutDraw = { holdout: boolean; draw: number }

/**
 * Draws whether a task is held out for unbiased measurement, and its place in a random order, 0–1.
 * Source: docs/spec/queue.md [QU17]
 */
export function drawHoldout(settings: { holdoutShare: number }, seed: number, pairId: string): HoldoutDraw {
  const rng = createRng(`holdout:${seed}:${pairId}`)
  return { holdout: rng.next() < settings.holdoutShare, draw: rng.next() }
}

export type TaskDraw = HoldoutDraw & { arm: Arm }

/** All that chance decides of a task. One that is held out never shows what the model suspects. Source: docs/spec/queue.md [QU4] [QU17] */
export function drawTask(
  settings: { proposals: Arm; hiddenShare: number; holdoutShare: number },
  seed: number,
  pairId: string,
): TaskDraw {
  const drawn = drawHoldout(settings, seed, pairId)
  return { ...drawn, arm: drawn.holdout ? 'hide' : drawArm(settings, seed, pairId) }
}
