import type { FrameTable } from '@/lib/domain/media'
import { contentArea, type Engine, type EngineFrame, type InputSize } from '@/lib/domain/proposals'
import { openModel } from '../open-model'
import { type Reply, Request } from './protocol'
import { scoreFrames } from './score-frames'

/** Limit of decoded frames, unless the worker sets another: five seconds of 1280 × 720. */
const KEPT_BYTES = 192 * 2 ** 20

/** Gives a clip's frames at the given ascending source indices, scaled to an engine's input. */
export type DecodeFrames = (
  path: string,
  indices: readonly number[],
  size: InputSize,
  signal: AbortSignal,
  table: FrameTable,
  /** Memory for the decoded frames of a clip. */
  keptBytes: number,
) => AsyncIterable<Omit<EngineFrame, 'content'>>

/** Answers the worker's requests in a forked process, one at a time, until the worker goes away. */
export function serveEngine(decodeFrames: DecodeFrames): void {
  let engine: Engine | null = null
  let keptBytes = KEPT_BYTES
  const end = new AbortController()
  process.on('disconnect', () => {
    end.abort()
    process.exit()
  })
  // Ctrl-C reaches the whole process group; the worker decides when this process ends.
  process.on('SIGINT', () => undefined)
  process.on('message', async (message) => {
    const request = Request.parse(message)
    if (request.type === 'open') {
      const opened = await open(request)
      engine = opened.engine
      keptBytes = request.options.keptBytes ?? KEPT_BYTES
      await send(opened.reply)
    } else if (engine) {
      await score(engine, decodeFrames, { ...request, keptBytes }, end.signal)
    } else {
      await send({ type: 'failed', reason: 'No model is open in this process.', fault: 'engine' })
    }
  })
}

type Clip = Extract<Request, { type: 'score' }> & { keptBytes: number }
type Opened = { engine: Engine | null; reply: Reply }

async function open({ model, options }: Extract<Request, { type: 'open' }>): Promise<Opened> {
  try {
    const engine = await openModel(model, options)
    const info = { description: engine.describe(), inputSize: engine.inputSize, batchSize: engine.batchSize }
    return { engine, reply: { type: 'opened', info } }
  } catch (error) {
    return { engine: null, reply: { type: 'refused', reason: messageOf(error) } }
  }
}

async function score(
  engine: Engine,
  decodeFrames: DecodeFrames,
  { path, indices, ptsUs, prompt, display, mostAtOnce, keptBytes }: Clip,
  signal: AbortSignal,
): Promise<void> {
  const missing = new Set(indices)
  try {
    const content = contentArea(display, engine.inputSize)
    const frames = withContent(decodeFrames(path, indices, engine.inputSize, signal, { ptsUs }, keptBytes), content)
    for await (const results of scoreFrames(engine, frames, prompt, signal, mostAtOnce)) {
      for (const { index } of results) missing.delete(index)
      await send({ type: 'scored', results })
    }
    if (missing.size > 0)
      throw new DecodingError(`The decoder returned no picture for frame ${[...missing].join(', ')}.`)
    await send({ type: 'finished' })
  } catch (error) {
    // The path of a stored clip must not appear on the run's page.
    const reason = messageOf(error).replaceAll(path, 'the clip')
    await send({ type: 'failed', reason, fault: error instanceof DecodingError ? 'clip' : 'engine' })
  }
}

/** Marks a failure of the decoder, which has no meaning for other clips. */
class DecodingError extends Error {}

async function* withContent(
  frames: AsyncIterable<Omit<EngineFrame, 'content'>>,
  content: NonNullable<EngineFrame['content']>,
): AsyncGenerator<EngineFrame> {
  try {
    for await (const frame of frames) yield { ...frame, content }
  } catch (error) {
    throw new DecodingError(messageOf(error))
  }
}

/** Resolves once the message has left: the next batch would block the thread before it. */
function send(reply: Reply): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.send) return reject(new Error('This process was not started by a worker.'))
    process.send(reply, undefined, undefined, (error) => (error ? reject(error) : resolve()))
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
