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

/** Share 0–1 of the tasks that will get each arm. Source: docs/spec/queue.md [QU4] */
export function armShares({ proposals, hiddenShare }: { proposals: Arm; hiddenShare: number }): Record<Arm, number> {
  const none = { show: 0, hide: 0, reveal: 0 }
  if (proposals === 'hide') return { ...none, hide: 1 }
  return { ...none, hide: hiddenShare, [proposals]: 1 - hiddenShare }
}
