import { SkipTask } from '@/lib/contracts/http/labelling'
import type { Verb } from '@/lib/platform/context'
import { withLease } from './lease'
import { giveBack } from './release-task'

/**
 * Skips the task permanently, with a reason; someone else gets its place. Skipping twice has the same effect as once.
 */
export function skipTask({ ctx, input }: Verb<SkipTask>): Promise<{ done: true }> {
  const { reason, ...where } = SkipTask.parse(input)
  return withLease<{ done: true }>(ctx, where, {
    replay: async (_, { state, fence }) => (state === 'skipped' && fence === where.fence ? { done: true } : null),
    work: (tx, assignment) => giveBack(tx, ctx, assignment, { to: 'skipped', reason }),
  })
}
