import { type Failure, failureOf } from '../save/failure'
import type { Link } from '../save/link'

type Lease = { assignmentId: string; fence: number; leaseSeconds: number }

type Options = {
  /** What is held now. */
  leases: () => readonly Lease[]
  beat: (lease: { assignmentId: string; fence: number }) => Promise<unknown>
  link: Link
  onLost: (assignmentId: string, failure: Failure) => void
}

/** How often the leases are looked at, ms; a page in the background gets fewer looks, but at least one a minute. */
const LOOK_MS = 5000

/** Keeps every lease of this tab, in one place. Source: docs/spec/saving.md [SV11] */
export function startHeartbeats({ leases, beat, link, onLost }: Options): () => void {
  const kept = new Map<string, number>()
  const underway = new Set<string>()
  const timer = setInterval(() => beatDue(false), LOOK_MS)
  // Nothing else may be there to send: a heartbeat tells whether the server answers again.
  const forget = link.onTry(() => beatDue(true))

  function beatDue(all: boolean): void {
    if (link.status() === 'signed-out') return
    const now = performance.now()
    const held = leases()
    for (const id of kept.keys()) if (!held.some(({ assignmentId }) => assignmentId === id)) kept.delete(id)
    for (const lease of held) {
      const since = now - (kept.get(lease.assignmentId) ?? now)
      if (!kept.has(lease.assignmentId)) kept.set(lease.assignmentId, now)
      if (all || since >= (lease.leaseSeconds * 1000) / 3) void send(lease)
    }
  }

  async function send({ assignmentId, fence }: Lease): Promise<void> {
    if (underway.has(assignmentId)) return
    underway.add(assignmentId)
    kept.set(assignmentId, performance.now())
    try {
      await beat({ assignmentId, fence })
      link.succeeded()
    } catch (error) {
      const failure = failureOf(error)
      link.failed(failure)
      const still = leases().some((lease) => lease.assignmentId === assignmentId && lease.fence === fence)
      if (still && failure.kind === 'lease-lost') onLost(assignmentId, failure)
    } finally {
      underway.delete(assignmentId)
    }
  }

  return () => {
    clearInterval(timer)
    forget()
  }
}
