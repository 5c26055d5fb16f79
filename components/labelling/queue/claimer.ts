import type { Failure, Link } from '@/components/outbox'
import type { AssignmentView } from '@/lib/contracts/http/labelling'

export type ClaimState = { status: 'idle' | 'asking' | 'dry' } | { status: 'failed'; message: string }

type Options = {
  /** What must not be handed out; null when nothing is wanted now. */
  wanted: () => readonly string[] | null
  claim: (exclude: readonly string[]) => Promise<AssignmentView | null>
  failureOf: (error: unknown) => Failure
  link: Link
  onClaimed: (assignment: AssignmentView) => void
  onChange: () => void
}

/** An empty queue is looked at again after this, ms. */
const LOOK_AGAIN_MS = 30_000

/** The one place that claims, one at a time. Source: docs/spec/saving.md [SV10] */
export class Claimer {
  readonly #options: Options
  readonly #forgetTries: () => void
  #state: ClaimState = { status: 'idle' }
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(options: Options) {
    this.#options = options
    this.#forgetTries = options.link.onTry(() => this.lookAgain())
  }

  state(): ClaimState {
    return this.#state
  }

  /** Claims one after the other as long as some are wanted. */
  fill(): void {
    const { status } = this.#state
    if (this.#stopped || status === 'asking' || status === 'dry') return
    if (this.#options.link.status() === 'signed-out') return
    const exclude = this.#options.wanted()
    if (exclude) void this.#claim(exclude)
  }

  /** The same, although the queue had nothing a moment ago. */
  lookAgain(): void {
    if (this.#state.status === 'dry') this.#state = { status: 'idle' }
    this.fill()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#forgetTries()
  }

  async #claim(exclude: readonly string[]): Promise<void> {
    const { claim, link, onClaimed, onChange } = this.#options
    clearTimeout(this.#timer)
    this.#become({ status: 'asking' })
    try {
      const assignment = await claim(exclude)
      if (this.#stopped) return
      this.#state = { status: assignment ? 'idle' : 'dry' }
      link.succeeded()
      if (assignment) onClaimed(assignment)
      else this.#timer = setTimeout(() => this.lookAgain(), LOOK_AGAIN_MS)
      onChange()
      this.fill()
    } catch (error) {
      if (!this.#stopped) this.#fail(this.#options.failureOf(error))
    }
  }

  #fail(failure: Failure): void {
    const { link } = this.#options
    link.failed(failure)
    this.#become({ status: 'failed', message: failure.message })
    // What is transient is tried again by the link.
    if (link.status() === 'up') this.#timer = setTimeout(() => this.fill(), LOOK_AGAIN_MS)
  }

  #become(state: ClaimState): void {
    this.#state = state
    this.#options.onChange()
  }
}
