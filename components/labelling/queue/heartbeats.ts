import type { Failure, Link } from '@/components/outbox'

type Lease = { assignmentId: string; fence: number; leaseSeconds: number }

type Options = {
  /** What is claimed now. */
  leases: () => readonly Lease[]
  beat: (lease: { assignmentId: string; fence: number }) => Promise<unknown>
  failureOf: (error: unknown) => Failure
  link: Link
  nowMs: () => number
  onLost: (assignmentId: string, failure: Failure) => void
}

/** How often the leases are looked at, ms; a page in the background gets fewer looks, but at least one a minute. */
const LOOK_MS = 5000
/** A lease is renewed when this part of it has passed. */
const RENEWED_AFTER = 1 / 3

/** Keeps every lease of this tab, in one place. Source: docs/spec/saving.md [SV11] */
export class Heartbeats {
  readonly #options: Options
  readonly #timer: ReturnType<typeof setInterval>
  readonly #forgetTries: () => void
  /** When each lease was renewed last. */
  readonly #renewedAt = new Map<string, number>()
  readonly #underway = new Set<string>()

  constructor(options: Options) {
    this.#options = options
    this.#timer = setInterval(() => this.#renew(false), LOOK_MS)
    // Nothing else may be there to send: a heartbeat tells whether the server answers again.
    this.#forgetTries = options.link.onTry(() => this.#renew(true))
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#forgetTries()
  }

  #renew(all: boolean): void {
    const { leases, link, nowMs } = this.#options
    if (link.status() === 'signed-out') return
    const now = nowMs()
    const held = leases()
    for (const id of this.#renewedAt.keys())
      if (!held.some(({ assignmentId }) => assignmentId === id)) this.#renewedAt.delete(id)
    for (const lease of held) {
      const renewedAt = this.#renewedAt.get(lease.assignmentId)
      if (renewedAt === undefined) this.#renewedAt.set(lease.assignmentId, now)
      const passed = now - (renewedAt ?? now)
      if (all || passed >= lease.leaseSeconds * 1000 * RENEWED_AFTER) void this.#send(lease)
    }
  }

  async #send({ assignmentId, fence }: Lease): Promise<void> {
    const { leases, beat, failureOf, link, nowMs, onLost } = this.#options
    if (this.#underway.has(assignmentId)) return
    this.#underway.add(assignmentId)
    this.#renewedAt.set(assignmentId, nowMs())
    try {
      await beat({ assignmentId, fence })
      link.succeeded()
    } catch (error) {
      const failure = failureOf(error)
      link.failed(failure)
      const still = leases().some((lease) => lease.assignmentId === assignmentId && lease.fence === fence)
      if (still && failure.kind === 'lease-lost') onLost(assignmentId, failure)
    } finally {
      this.#underway.delete(assignmentId)
    }
  }
}
