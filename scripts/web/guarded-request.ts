import { IncomingMessage } from 'node:http'

/** After an answer that came before the body, so much of the rest is thrown away, so that the client gets to read the answer. */
const MOST_DISCARDED_BYTES = 64 * 1024 ** 2
const DISCARD_LIMIT_MS = 10_000
const LOOK_EVERY_MS = 100
/** Extra bytes allowed for buffers between here and a route that counts for itself and has a better error. */
const SLACK_BYTES = 256 * 1024

export type BodyLimits = {
  maxBytes: number
  /** The whole body must be here by then; null: any time, as long as bytes come. */
  wholeWithinMs: number | null
  /** Longest pause between two pieces. */
  idleMs: number
}

/** What can be wrong with a body while it comes in. */
export type BodyFault = 'too-large' | 'too-slow'

/** A request whose body is counted and timed as it arrives, whichever code reads it. */
export class GuardedRequest extends IncomingMessage {
  #limits: BodyLimits | null = null
  #received = 0
  #discarding = false
  /** Its end is never reported. */
  #cut = false
  #whole: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
  #answered: () => boolean = () => false
  #refuse: (why: BodyFault) => void = () => undefined

  /**
   * @param answered whether the response has begun
   * @param refuse responds on the bare connection, because the reader of the body waits for its end
   */
  guard(limits: BodyLimits, answered: () => boolean, refuse: (why: BodyFault) => void): void {
    this.#limits = limits
    this.#answered = answered
    this.#refuse = refuse
    if (limits.wholeWithinMs !== null) this.#whole = setTimeout(() => this.#late(), limits.wholeWithinMs)
    this.#idle = setTimeout(() => this.#late(), limits.idleMs)
    this.once('close', () => this.#stopClocks())
  }

  /** The response is sent, and the rest of the body is discarded, within limits. */
  discard(): void {
    if (this.#discarding) return
    this.#discarding = true
    this.#stopClocks()
    this.#whole = setTimeout(() => this.socket.destroy(), DISCARD_LIMIT_MS)
    // Once the answer is out, Node drops what comes without telling the request: only the connection knows how much it was.
    const { socket } = this
    const most = socket.bytesRead + MOST_DISCARDED_BYTES
    this.#rest = setInterval(() => socket.bytesRead > most && socket.destroy(), LOOK_EVERY_MS)
    this.once('close', () => this.#stopClocks())
  }

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (chunk === null) {
      this.#stopClocks()
      return this.#cut ? false : super.push(null)
    }
    this.#received += chunk.length
    const most = this.#limits?.maxBytes ?? 0
    if (!this.#discarding && this.#received > most + SLACK_BYTES) {
      // A reader that does not count sees no end, so that it does not take the beginning for the whole.
      this.#cut = !this.#answered()
      if (this.#cut) this.#refuse('too-large')
      this.discard()
    }
    if (!this.#discarding) {
      this.#idle?.refresh()
      return super.push(chunk, encoding)
    }
    return true
  }

  #late(): void {
    this.#stopClocks()
    if (!this.#answered()) this.#refuse('too-slow')
    this.socket.destroySoon()
  }

  #stopClocks(): void {
    clearTimeout(this.#whole)
    clearTimeout(this.#idle)
    clearInterval(this.#rest)
  }
}
