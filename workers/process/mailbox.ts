/** Messages that arrive when they like, taken one at a time. Messages before a failure are still handed out. */
export class Mailbox<T> {
  #waiting: { resolve(item: T): void; reject(error: unknown): void } | null = null
  #failure: { error: unknown } | null = null
  readonly #items: T[] = []

  put(item: T): void {
    const waiting = this.#waiting
    if (!waiting) {
      this.#items.push(item)
      return
    }
    // Cleared at once: a second message may come before the taker wakes.
    this.#waiting = null
    waiting.resolve(item)
  }

  /** Ends the mailbox: takers get this error once the messages are used up. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#waiting?.reject(this.#failure.error)
    this.#waiting = null
  }

  /**
   * The next message. Rejects with the mailbox's failure, with the signal's reason, or with `late()` after the time.
   * @throws Error when another caller already waits
   */
  async take({ timeoutMs, late, signal }: { timeoutMs: number; late(): Error; signal?: AbortSignal }): Promise<T> {
    signal?.throwIfAborted()
    const item = this.#items.shift()
    if (item !== undefined) return item
    if (this.#failure) throw this.#failure.error
    if (this.#waiting) throw new Error('Two callers wait for one mailbox.')

    const { promise, resolve, reject } = waitingPlace<T>()
    const leave = (error: unknown) => {
      this.#waiting = null
      reject(error)
    }
    const onAbort = () => leave(signal?.reason)
    const timer = setTimeout(() => leave(late()), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#waiting = { resolve, reject }
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

// Promise.withResolvers needs Node 22.
function waitingPlace<T>() {
  let resolve: (item: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}
