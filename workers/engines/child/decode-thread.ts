import { parentPort } from 'node:worker_threads'
import { decodeFrames, FrameKeeper } from '@/workers/media'
import { batchSizes } from './score-frames'
import { createCredits, type FromDecoder, type ToDecoder } from './thread-protocol'

/** Decodes in a separate thread: inference blocks the engine's thread, and this one continues meanwhile. */
const port = parentPort
if (!port) throw new Error('This module runs in a thread that an engine starts.')

/** The engine works on every core: two threads of a decoder would take turns with it and with each other. */
const DECODER_THREADS = 1

type Order = Extract<ToDecoder, { type: 'decode' }>
type Job = { job: number; credits: ReturnType<typeof createCredits>; abort: AbortController }

/** The frames of round two are between those of round one. */
const keeper = new FrameKeeper()
let current: Job | null = null
/** One after the other: they share the kept frames. */
let last = Promise.resolve()

port.on('message', (message: ToDecoder) => {
  if (message.type === 'decode') begin(message)
  else if (current?.job !== message.job) return
  else if (message.type === 'more') current.credits.add(1)
  else stop()
})

function stop(): void {
  current?.abort.abort()
  current?.credits.add(1)
}

function tell(message: FromDecoder, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}

function begin(order: Order): void {
  stop()
  const mine = { job: order.job, credits: createCredits(order.ahead), abort: new AbortController() }
  current = mine
  last = last.then(() => decode(order, mine))
}

async function decode(order: Order, { job, credits, abort }: Job): Promise<void> {
  const { path, indices, size, table, batchSize, keptBytes } = order
  // The first frames are handed over at once, so that the engine begins with them.
  const sizes = batchSizes(1, batchSize)
  let wanted = sizes.next().value
  let batch: Extract<FromDecoder, { type: 'frames' }>['frames'] = []
  async function flush(): Promise<void> {
    const frames = batch
    batch = []
    if (frames.length === 0 || abort.signal.aborted) return
    await credits.take()
    if (!abort.signal.aborted)
      tell(
        { type: 'frames', job, frames },
        frames.map(({ data }) => data.buffer as ArrayBuffer),
      )
  }
  const how = { threads: DECODER_THREADS, keeping: { keeper, mostBytes: keptBytes } }
  try {
    for await (const frame of decodeFrames(path, indices, size, abort.signal, table, how)) {
      if (abort.signal.aborted) return
      // Its own memory, so that it can change threads without a copy.
      batch.push({ ...frame, data: new Uint8Array(frame.data) })
      if (batch.length < wanted) continue
      await flush()
      wanted = sizes.next().value
    }
    await flush()
    tell({ type: 'end', job })
  } catch (error) {
    // Frames before a broken one are good: they come first.
    await flush()
    tell({ type: 'failed', job, message: error instanceof Error ? error.message : String(error) })
  }
}
