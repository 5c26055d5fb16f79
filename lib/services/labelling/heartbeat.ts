import { Fenced } from '@/lib/contracts/http/labelling'
import { renewedLease } from '@/lib/domain/labelling'
import type { Verb } from '@/lib/platform/context'
import { withLease } from './lease'

/**
 * Renews the lease. Not audited: it only shows that the person is still active.
 * Source: docs/spec/queue.md [QU8] [QU9]
 */
export function heartbeat({ ctx, input }: Verb<Fenced>): Promise<{ leaseUntil: string }> {
  return withLease(ctx, Fenced.parse(input), {
    work: async (tx, assignment, { project }) => {
      const { leaseSeconds } = project.settings
      const leaseUntil = renewedLease({ now: ctx.now(), leaseUntil: assignment.leaseUntil, leaseSeconds })
      await tx.assignment.update({ where: { id: assignment.id }, data: { leaseUntil } })
      return { leaseUntil: leaseUntil.toISOString() }
    },
  })
}
