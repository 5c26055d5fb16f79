import { vi } from 'vitest'

type Kind = {
  /** So many frames are put out late, in the order of their times. */
  holds: number
  /** Takes packets when the test says so. */
  slow: boolean
  /** Time of a packet that breaks it, µs. */
  failsAt: number
  /** Whether it decodes in software, in hardware, or not at all. */
  supports: 'software' | 'hardware' | 'nothing'
}

const USUAL: Kind = { holds: 1, slow: false, failsAt: -1, supports: 'software' }

/** A browser's codecs for tests: how the next ones are, those that were opened, and how many frames are not closed. */
export const codecs = { kind: { ...USUAL }, opened: [] as Codec[], frames: 0 }

/** In the place of WebCodecs, which Node does not have. */
export function stubCodecs(): void {
  Object.assign(codecs, { kind: { ...USUAL }, opened: [], frames: 0 })
  vi.stubGlobal('VideoDecoder', Codec)
  vi.stubGlobal(
    'EncodedVideoChunk',
    class {
      readonly timestamp: number
      constructor({ timestamp }: { timestamp: number }) {
        this.timestamp = timestamp
      }
    },
  )
}

/** Puts frames out in the order of their times, `holds` of them late; it takes packets at once, or when the test says so. */
class Codec extends EventTarget {
  static async isConfigSupported({ hardwareAcceleration }: VideoDecoderConfig): Promise<{ supported: boolean }> {
    const { supports } = codecs.kind
    return { supported: supports === (hardwareAcceleration === 'prefer-software' ? 'software' : 'hardware') }
  }

  state = 'unconfigured'
  decodeQueueSize = 0
  /** The most packets that waited at once. */
  most = 0
  readonly fed: number[] = []
  readonly #made: VideoDecoderInit
  readonly #kind = codecs.kind
  #waiting: number[] = []
  #queue: number[] = []

  constructor(made: VideoDecoderInit) {
    super()
    this.#made = made
    codecs.opened.push(this)
  }

  configure(): void {
    this.state = 'configured'
  }

  decode({ timestamp }: { timestamp: number }): void {
    this.fed.push(timestamp)
    this.#queue.push(timestamp)
    this.decodeQueueSize++
    this.most = Math.max(this.most, this.decodeQueueSize)
    if (!this.#kind.slow) this.work()
  }

  /** Takes the packets that wait. */
  work(): void {
    for (const timestamp of this.#queue.splice(0)) {
      this.decodeQueueSize--
      if (timestamp === this.#kind.failsAt) this.#made.error(new DOMException('broken'))
      else this.#waiting = [...this.#waiting, timestamp].sort((a, b) => a - b)
      this.#putOut(this.#kind.holds)
    }
    this.dispatchEvent(new Event('dequeue'))
  }

  async flush(): Promise<void> {
    await Promise.resolve()
    if (this.state === 'closed') throw new DOMException('closed')
    this.#putOut(0)
  }

  close(): void {
    this.state = 'closed'
  }

  #putOut(kept: number): void {
    while (this.#waiting.length > kept) {
      const timestamp = this.#waiting.shift()
      codecs.frames++
      const planes = { format: 'I420', allocationSize: () => 150 }
      const frame = { timestamp, displayWidth: 10, displayHeight: 10, ...planes, close: () => codecs.frames-- }
      this.#made.output(frame as unknown as VideoFrame)
    }
  }
}
