import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DecodeFrames } from './serve'
import type { FromDecoder, ToDecoder } from './thread-protocol'

/** Batches decoded ahead: one that the engine takes next, the others in reserve. */
const AHEAD = 3
/** Frames sent at once, after the first few; the engine makes its own batches. */
const BATCH = 8

let thread: Worker | null = null
let jobs = 0

function decoderThread(): Worker {
  if (thread) return thread
  const started = new Worker(new URL('./start-decode-thread.mjs', import.meta.url))
  started.on('exit', () => {
    if (thread === started) thread = null
  })
  // The process ends when the worker goes away, whatever this thread does then.
  started.unref()
  thread = started
  return started
}

/** As `decodeFrames`, in a separate thread that decodes ahead while the engine blocks this one. */
export const decodeInThread: DecodeFrames = async function* (path, indices, size, signal, table, keptBytes) {
  const worker = decoderThread()
  jobs += 1
  const job = jobs
  const tell = (message: ToDecoder) => worker.postMessage(message)
  const inbox: FromDecoder[] = []
  const bell = new EventTarget()
  const onMessage = (message: FromDecoder) => {
    if (message.job !== job) return
    inbox.push(message)
    bell.dispatchEvent(new Event('ring'))
  }
  const onEnd = (error: unknown) =>
    onMessage({ type: 'failed', job, message: error instanceof Error ? error.message : 'The decoder’s thread ended.' })
  worker.on('message', onMessage)
  worker.on('error', onEnd)
  worker.on('exit', onEnd)
  try {
    tell({ type: 'decode', job, path, indices, size, table, batchSize: BATCH, ahead: AHEAD, keptBytes })
    for (;;) {
      signal.throwIfAborted()
      const message = inbox.shift()
      if (!message) {
        await once(bell, 'ring', { signal })
        continue
      }
      if (message.type === 'end') return
      if (message.type === 'failed') throw new Error(message.message)
      tell({ type: 'more', job })
      yield* message.frames
    }
  } finally {
    tell({ type: 'stop', job })
    worker.off('message', onMessage)
    worker.off('error', onEnd)
    worker.off('exit', onEnd)
  }
}
