import type { Span } from './frame-window'
import type { PacketTable } from './packet-table'

export type PacketDecoder = {
  /**
   * Decodes on until the frame of `span.to`, from the nearest key frame before `span.from` or from where it stands.
   * Yields every frame that comes out on the way, in presentation order; the caller closes them.
   */
  decode: (span: Span) => AsyncGenerator<{ index: number; frame: VideoFrame }, void, undefined>
  /** Lets go of the codec and of what it holds; the next call opens it again. */
  rest: () => void
  isOpen: () => boolean
  /** Bytes of frames that came out and that nobody took yet. */
  waitingBytes: () => number
}

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
export function createPacketDecoder({ config, packets, indexOf }: Input): PacketDecoder {
  const packetOf = new Map(indexOf.flatMap((index, packet) => (index === null ? [] : [[index, packet] as const])))
  const indexAt = new Map(
    packets.timesUs.flatMap((time, packet) => {
      const index = indexOf[packet]
      return index === null || index === undefined ? [] : [[time, index] as const]
    }),
  )
  let codec: VideoDecoder | null = null
  let failure: Error | null = null
  let next = 0
  let startUs = Number.NEGATIVE_INFINITY
  /** Index of the last frame handed over; frames up to it do not come again. */
  let last = -1
  let output: VideoFrame[] = []
  /** Whether all packets have gone in and all frames come out. */
  let drained = false
  let wake: (() => void) | null = null
  let turn = 0

  function signal(): void {
    wake?.()
    wake = null
  }

  function open(): VideoDecoder {
    const opened = new VideoDecoder({
      output(frame) {
        if (codec !== opened) frame.close()
        else output.push(frame)
        signal()
      },
      error(error) {
        if (codec === opened) failure = error
        signal()
      },
    })
    opened.addEventListener('dequeue', signal)
    return opened
  }

  function clear(): void {
    for (const frame of output) frame.close()
    output = []
  }

  function rest(): void {
    turn++
    clear()
    if (codec && codec.state !== 'closed') codec.close()
    codec = null
    signal()
  }

  function begin(key: number): void {
    rest()
    failure = null
    drained = false
    codec = open()
    codec.configure(config)
    next = key
    last = -1
    startUs = packets.timesUs[key] ?? Number.NEGATIVE_INFINITY
  }

  function keyBefore(packet: number): number {
    const timeUs = packets.timesUs[packet] ?? 0
    let best = packets.keys[0] ?? 0
    for (const key of packets.keys) if (key <= packet && (packets.timesUs[key] ?? 0) <= timeUs) best = key
    return best
  }

  async function* decode(span: Span): AsyncGenerator<{ index: number; frame: VideoFrame }, void, undefined> {
    const wanted = packetOf.get(span.from)
    if (wanted === undefined || !packetOf.has(span.to)) return
    const key = keyBefore(wanted)
    if (!codec || failure || last >= span.from || next < key) begin(key)
    const mine = ++turn
    while (mine === turn && codec) {
      if (failure) throw failure
      const frame = output.shift()
      if (frame) {
        const index = frame.timestamp < startUs ? undefined : indexAt.get(frame.timestamp)
        if (index === undefined) {
          // A leading picture of an open group, or one outside the table.
          frame.close()
          continue
        }
        last = index
        yield { index, frame }
        if (index >= span.to) return
      } else if (next < packets.timesUs.length) {
        if (codec.decodeQueueSize < IN_FLIGHT) await feed(codec)
        else await pause()
      } else if (drained) return rest()
      else await pause()
    }
  }

  async function feed(open: VideoDecoder): Promise<void> {
    const chunk = packets.chunk(next)
    const ready = chunk instanceof Promise ? await chunk : chunk
    if (codec !== open || failure) return
    next++
    open.decode(ready)
    if (next < packets.timesUs.length) return
    // The last frames come out only now; afterwards the codec would need a key frame.
    open.flush().then(
      () => {
        if (codec === open) drained = true
        signal()
      },
      () => undefined,
    )
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => (wake = resolve))
  }

  return {
    decode,
    rest,
    isOpen: () => codec !== null,
    waitingBytes: () => output.reduce((sum, frame) => sum + (frame.format ? frame.allocationSize() : 0), 0),
  }
}
