/** Which of a person's tabs writes: one does, the others ask. Source: docs/spec/saving.md [SV13] */
export type TabLock = {
  /** @returns whether this tab may write now */
  acquire: () => Promise<boolean>
  /** Asks the tab that writes to stop, waits a little, and takes its place whether it answered or not. */
  takeOver: () => Promise<void>
  release: () => void
}

type TabLockOptions = {
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
    this.#giveUp = null
    this.#channel.close()
  }

  async #handOver(): Promise<void> {
    const giveUp = this.#giveUp
    await this.#options.onAsked()
    // Overruled meanwhile, and perhaps taken again: what is held now is not what was asked for.
    if (!giveUp || this.#giveUp !== giveUp) return
    this.#giveUp = null
    giveUp()
    this.#options.onLost()
  }

  /** @returns whether the lock is held now; it is held until `#giveUp` */
  #request(how: { signal?: AbortSignal; steal?: boolean }): Promise<boolean> {
    return new Promise((resolve) => {
      let giveUp: (() => void) | null = null
      const held = navigator.locks.request(this.#options.name, how, () => {
        resolve(!this.#closed)
        if (this.#closed) return Promise.resolve()
        return new Promise<void>((done) => {
          giveUp = done
          this.#giveUp = done
        })
      })
      held.catch(() => {
        // Not got in time, or stolen while it was held.
        resolve(false)
        if (!giveUp || this.#giveUp !== giveUp) return
        this.#giveUp = null
        this.#options.onLost()
      })
    })
  }
}

/** The same by messages alone; two tabs that open in the same moment both ask the server, whose fence decides. */
export class ChannelTabLock implements TabLock {
  readonly #options: TabLockOptions
  readonly #channel: BroadcastChannel
  /** A turn at writing; null while another tab has it, or none. */
  #turn: symbol | null = null
  #answered: ((free: boolean) => void) | null = null

  constructor(options: TabLockOptions) {
    this.#options = options
    this.#channel = new BroadcastChannel(options.name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
  }

  async acquire(): Promise<boolean> {
    const free = await this.#ask('who', GRACE_MS)
    this.#turn = free ? Symbol('turn') : null
    return free
  }

  async takeOver(): Promise<void> {
    await this.#ask('hand-over', TAKE_OVER_MS)
    this.#turn = Symbol('turn')
  }

  release(): void {
    this.#turn = null
    this.#channel.close()
  }

  #hear(message: unknown): void {
    if (message === 'taken') this.#answered?.(false)
    if (message === 'free') this.#answered?.(true)
    if (!this.#turn) return
    if (message === 'who') this.#channel.postMessage('taken')
    if (message === 'hand-over') void this.#handOver()
  }

  async #handOver(): Promise<void> {
    const turn = this.#turn
    await this.#options.onAsked()
    // Taken again meanwhile, from the tab that did not wait: what is held now is not what was asked for.
    if (this.#turn !== turn) return
    this.#turn = null
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
