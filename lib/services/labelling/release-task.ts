import { Fenced } from '@/lib/contracts/http/labelling'
import type { Verb } from '@/lib/platform/context'
import { giveBack } from './give-back'
import { withLease } from './lease'

/** Gives the task back to the queue; the caller may get it again, draft and all. Releasing twice is releasing once. */
export function releaseTask({ ctx, input }: Verb<Fenced>): Promise<{ done: true }> {
  const where = Fenced.parse(input)
  return withLease<{ done: true }>(ctx, where, {
    // Giving back raised the fence by one; an ended lease left it as it was.
    replay: async (_, { state, fence }) =>
      state === 'released' && (fence === where.fence + 1 || fence === where.fence) ? { done: true } : null,
    work: (tx, assignment) => giveBack(tx, ctx, assignment, { to: 'released' }),
  })
}
