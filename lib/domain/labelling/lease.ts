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
