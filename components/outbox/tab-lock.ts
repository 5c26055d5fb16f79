/** Which of a person's tabs writes: one does, the others ask. Source: docs/spec/saving.md [SV13] */
export type TabLock = {
  /** @returns whether this tab may write now */
  acquire: () => Promise<boolean>
  /** Asks the tab that writes to stop, waits a little, and takes its place whether it answered or not. */
  takeOver: () => Promise<void>
  release: () => void
}

export type TabLockOptions = {
  name: string
  /** Another tab wants to write: stop, then the lock is given up. */
  onAsked: () => Promise<void>
  /** The lock is gone: given up, or taken from a tab that did not answer. */
  onLost: () => void
}

/** A page that reloads may meet its own lock for a moment, ms. */
const GRACE_MS = 800
/** A tab that is frozen does not answer; its leases cannot be written under any more anyway, ms. */
const TAKE_OVER_MS = 4000

/** By Web Locks; in pages without them (plain http in a local network) by asking over a broadcast channel. */
export function createTabLock(options: TabLockOptions): TabLock {
  return 'locks' in navigator ? new WebTabLock(options) : new ChannelTabLock(options)
}

export class WebTabLock implements TabLock {
  readonly #options: TabLockOptions
  readonly #channel: BroadcastChannel
  /** Gives the lock up; null while this tab does not hold it. */
  #giveUp: (() => void) | null = null
  #closed = false

  constructor(options: TabLockOptions) {
    this.#options = options
    this.#channel = new BroadcastChannel(options.name)
    this.#channel.onmessage = ({ data }) => {
      if (data === 'hand-over' && this.#giveUp) void this.#handOver()
    }
  }

  acquire(): Promise<boolean> {
    return this.#request({ signal: AbortSignal.timeout(GRACE_MS) })
  }

  async takeOver(): Promise<void> {
    this.#channel.postMessage('hand-over')
    if (await this.#request({ signal: AbortSignal.timeout(TAKE_OVER_MS) })) return
    await this.#request({ steal: true })
  }

  release(): void {
    this.#closed = true
    this.#giveUp?.()
    this.#channel.close()
  }

  async #handOver(): Promise<void> {
    await this.#options.onAsked()
    this.#giveUp?.()
    this.#options.onLost()
  }

  /** @returns whether the lock is held now; it is held until `#giveUp` */
  #request(how: { signal?: AbortSignal; steal?: boolean }): Promise<boolean> {
    return new Promise((resolve) => {
      const held = navigator.locks.request(this.#options.name, how, () => {
        if (this.#closed) return Promise.resolve()
        resolve(true)
        return new Promise<void>((done) => {
          this.#giveUp = done
        })
      })
      held
        .catch(() => {
          // Not got in time, or stolen while it was held.
          if (this.#giveUp) this.#options.onLost()
          resolve(false)
        })
        .finally(() => {
          this.#giveUp = null
        })
    })
  }
}

/** The same by messages alone; two tabs that open in the same moment both ask the server, whose fence decides. */
export class ChannelTabLock implements TabLock {
  readonly #options: TabLockOptions
  readonly #channel: BroadcastChannel
  #mine = false
  #answered: ((free: boolean) => void) | null = null

  constructor(options: TabLockOptions) {
    this.#options = options
    this.#channel = new BroadcastChannel(options.name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
  }

  async acquire(): Promise<boolean> {
    this.#mine = await this.#ask('who', GRACE_MS)
    return this.#mine
  }

  async takeOver(): Promise<void> {
    await this.#ask('hand-over', TAKE_OVER_MS)
    this.#mine = true
  }

  release(): void {
    this.#mine = false
    this.#channel.close()
  }

  #hear(message: unknown): void {
    if (message === 'taken') this.#answered?.(false)
    if (message === 'free') this.#answered?.(true)
    if (!this.#mine) return
    if (message === 'who') this.#channel.postMessage('taken')
    if (message === 'hand-over') void this.#handOver()
  }

  async #handOver(): Promise<void> {
    await this.#options.onAsked()
    this.#mine = false
    this.#channel.postMessage('free')
    this.#options.onLost()
  }

  #ask(question: 'who' | 'hand-over', waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), waitMs)
      this.#answered = (free) => {
        clearTimeout(timer)
        resolve(free)
      }
      this.#channel.postMessage(question)
    })
  }
}
