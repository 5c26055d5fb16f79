import type { QueuePolicy } from '@/lib/domain/accounts'

/** A returned answer waits this long for its author before the place goes back to the queue. */
export const RETURN_LEASE_DAYS = 7

/** End of a lease that is kept now; a longer one is never shortened. Source: docs/spec/queue.md [QU8] */
export function renewedLease({
  now,
  leaseUntil,
  leaseSeconds,
}: {
  now: Date
  leaseUntil: Date
  leaseSeconds: number
}): Date {
  return new Date(Math.max(leaseUntil.getTime(), now.getTime() + leaseSeconds * 1000))
}

/** Source: docs/spec/queue.md [QU8] */
export function returnLease(now: Date): Date {
  return new Date(now.getTime() + RETURN_LEASE_DAYS * 24 * 3600_000)
}

/** What a task's place in the queue follows from. */
export type QueueFacts = { value: number; dissent: number; draw: number; holdout: boolean }

/**
 * Higher is assigned earlier. For one task whose answers changed; for many tasks `freshTasks` computes the same in SQL.
 * Source: docs/spec/queue.md [QU17] [QU18] [QU19]
 */
export function taskPriority(policy: QueuePolicy, { value, dissent, draw, holdout }: QueueFacts): number {
  if (policy === 'oldest') return 0
  if (holdout || policy === 'random') return draw
  return dissent > 0 ? 1 + dissent : value
}
