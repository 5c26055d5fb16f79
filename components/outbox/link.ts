import { createStore } from 'zustand/vanilla'

/** What a failed call means for what to do next. */
export type Failure = {
  kind: 'offline' | 'signed-out' | 'stale-draft' | 'lease-lost' | 'unknown-here' | 'refused'
  message: string
  /** The server answers, but its disk is full. */
  full?: true
}

/** Whether the same call may succeed later as it stands. */
export function isTransient({ kind }: Pick<Failure, 'kind'>): boolean {
  return kind === 'offline' || kind === 'signed-out'
}

export type LinkStatus = 'up' | 'down' | 'signed-out'

const FIRST_MS = 500
const LONGEST_MS = 15_000

/** Doubles with every failure in a row, up to 15 s; between half and all of it, so that many screens do not come back at once. */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(full * (0.5 + random / 2))
}

/** `tries` counts the times at which it was time to try again. */
type LinkState = { status: LinkStatus; full: boolean; tries: number }

/**
 * Whether the server answers, told by the calls themselves; what the browser believes is only a reason to try. Timers alone
 * measure delays here, so a clock that is set makes no difference. Source: docs/spec/saving.md [SV6]
 */
export class Link {
  readonly #store = createStore<LinkState>(() => ({ status: 'up', full: false, tries: 0 }))
  readonly #random: () => number
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  /** @param random 0–1, spreads the attempts of many screens */
  constructor(random: () => number) {
    this.#random = random
  }

  status(): LinkStatus {
    return this.#store.getState().status
  }

  /** Nothing can be sent because the disk of the server is full. */
  isFull(): boolean {
    return this.#store.getState().full
  }

  /** Any call was answered. */
  succeeded(): void {
    if (this.status() === 'up' || this.#stopped) return
    clearTimeout(this.#timer)
    this.#failures = 0
    this.#become('up')
    this.#try()
  }

  /** Any call failed; only what is transient changes the status. */
  failed(failure: Failure): void {
    if (!isTransient(failure) || this.#stopped) return
    const before = this.status()
    if (failure.kind === 'signed-out') {
      clearTimeout(this.#timer)
      this.#become('signed-out')
    } else if (before !== 'signed-out') {
      this.#become('down', failure.full)
      if (before === 'up') {
        this.#failures = 1
        this.#schedule()
      }
    }
  }

  /** Tries at once, such as when the browser says that it is online, or after signing in. */
  tryNow(): void {
    if (this.status() === 'signed-out') this.#become('down')
    this.#try()
  }

  /** Calls back when it is time to try again, and when the link is back. @returns the way to stop */
  onTry(listener: () => void): () => void {
    return this.#store.subscribe((now, before) => {
      if (now.tries !== before.tries) listener()
    })
  }

  /** Calls back when the server is, or is no longer, within reach. @returns the way to stop */
  onChange(listener: (status: LinkStatus) => void): () => void {
    return this.#store.subscribe((now, before) => {
      if (now.status !== before.status || now.full !== before.full) listener(now.status)
    })
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #become(status: LinkStatus, full = false): void {
    this.#store.setState({ status, full })
  }

  #try(): void {
    if (this.#stopped) return
    if (this.status() === 'down') {
      this.#failures++
      this.#schedule()
    }
    this.#store.setState(({ tries }) => ({ tries: tries + 1 }))
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#try(), backOffMs(this.#failures, this.#random()))
  }
}
