import type { Span } from './frame-window'
import type { PacketTable } from './packet-table'

type Input = {
  config: VideoDecoderConfig
  packets: PacketTable
  /** Source index of the frame in each packet, null where it is none of the clip's. */
  indexOf: readonly (number | null)[]
}

/** Packets given to the codec and not yet put out: enough to keep it busy, few enough to turn round soon. */
export const IN_FLIGHT = 4

/**
 * One codec for a clip: it goes on where it stands while the wanted frames lie ahead, and begins anew at the key frame
 * before them when they do not. Passing over frames costs decoding, never a conversion.
 */
export class PacketDecoder {
  readonly #config: VideoDecoderConfig
  readonly #packets: PacketTable
  readonly #packetOf: ReadonlyMap<number, number>
  /** Source index by presentation time in the file, µs. */
  readonly #indexAt: ReadonlyMap<number, number>
  #codec: VideoDecoder | null = null
  #failure: Error | null = null
  /** The packet that goes in next. */
  #next = 0
  /** Time of the key frame where decoding began, µs: what comes out before it belongs to an open group. */
  #startUs = Number.NEGATIVE_INFINITY
  /** Index of the last frame handed over; frames up to it do not come again. */
  #last = -1
  #output: VideoFrame[] = []
  /** Whether all packets have gone in and all frames come out. */
  #drained = false
  #wake: (() => void) | null = null
  /** Counts calls and rests: an older call ends when a newer one begins. */
  #turn = 0

  constructor({ config, packets, indexOf }: Input) {
    const known = indexOf.flatMap((index, packet) => (index === null ? [] : [{ index, packet }]))
    this.#config = config
    this.#packets = packets
    this.#packetOf = new Map(known.map(({ index, packet }) => [index, packet]))
    this.#indexAt = new Map(known.map(({ index, packet }) => [packets.timesUs[packet] ?? Number.NaN, index]))
  }

  /**
   * Decodes on until the frame of `span.to`, from the nearest key frame before `span.from` or from where it stands.
   * Yields every frame that comes out on the way, in presentation order; the caller closes them.
   */
  async *decode(span: Span): AsyncGenerator<{ index: number; frame: VideoFrame }, void, undefined> {
    const wanted = this.#packetOf.get(span.from)
    if (wanted === undefined || !this.#packetOf.has(span.to)) return
    const key = this.#keyBefore(wanted)
    if (!this.#codec || this.#failure || this.#last >= span.from || this.#next < key) this.#begin(key)
    const mine = ++this.#turn
    while (mine === this.#turn && this.#codec) {
      if (this.#failure) throw this.#failure
      const frame = this.#output.shift()
      if (frame) {
        const index = this.#indexOf(frame)
        if (index === undefined) {
          frame.close()
          continue
        }
        this.#last = index
        yield { index, frame }
        if (index >= span.to) return
      } else if (this.#next < this.#packets.timesUs.length) {
        if (this.#codec.decodeQueueSize < IN_FLIGHT) await this.#feed(this.#codec)
        else await this.#pause()
      } else if (this.#drained) return this.rest()
      else await this.#pause()
    }
  }

  /** Closes the codec and what it holds; the next call opens another one. */
  rest(): void {
    this.#turn++
    for (const frame of this.#output) frame.close()
    this.#output = []
    if (this.#codec && this.#codec.state !== 'closed') this.#codec.close()
    this.#codec = null
    this.#signal()
  }

  isOpen(): boolean {
    return this.#codec !== null
  }

  /** Bytes of frames that came out and that nobody took yet. */
  waitingBytes(): number {
    return this.#output.reduce((sum, frame) => sum + (frame.format ? frame.allocationSize() : 0), 0)
  }

  #begin(key: number): void {
    this.rest()
    this.#failure = null
    this.#drained = false
    this.#codec = this.#openCodec()
    this.#codec.configure(this.#config)
    this.#next = key
    this.#last = -1
    this.#startUs = this.#packets.timesUs[key] ?? Number.NEGATIVE_INFINITY
  }

  #openCodec(): VideoDecoder {
    const codec = new VideoDecoder({
      output: (frame) => {
        if (this.#codec === codec) this.#output.push(frame)
        else frame.close()
        this.#signal()
      },
      error: (error) => {
        if (this.#codec === codec) this.#failure = error
        this.#signal()
      },
    })
    codec.addEventListener('dequeue', () => this.#signal())
    return codec
  }

  async #feed(codec: VideoDecoder): Promise<void> {
    const chunk = this.#packets.chunk(this.#next)
    const ready = chunk instanceof Promise ? await chunk : chunk
    if (this.#codec !== codec || this.#failure) return
    this.#next++
    codec.decode(ready)
    if (this.#next < this.#packets.timesUs.length) return
    // The last frames come out only now; afterwards the codec would need a key frame.
    codec.flush().then(
      () => {
        if (this.#codec === codec) this.#drained = true
        this.#signal()
      },
      () => undefined,
    )
  }

  /** Undefined for a leading picture of an open group, and for one outside the table. */
  #indexOf({ timestamp }: VideoFrame): number | undefined {
    return timestamp < this.#startUs ? undefined : this.#indexAt.get(timestamp)
  }

  #keyBefore(packet: number): number {
    const { timesUs, keys } = this.#packets
    const timeUs = timesUs[packet] ?? 0
    return keys.findLast((key) => key <= packet && (timesUs[key] ?? 0) <= timeUs) ?? keys[0] ?? 0
  }

  #signal(): void {
    this.#wake?.()
    this.#wake = null
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
