import { type Engine, type EngineFrame, type FrameResult, UnfinishedBatchError } from '@/lib/domain/proposals'

/** Sizes of the batches of one clip: each twice the one before, until they have reached the most. */
export function* batchSizes(first: number, most: number): Generator<number, never> {
  for (let size = Math.min(first, most); ; size = Math.min(size * 2, most)) yield size
}

/**
 * Scores a stream of frames, one list of results per batch. The next batch is already being decoded while the engine
 * works; as the engine blocks the thread, that overlap is what the decoder does on its own threads. Of a batch that
 * fails, the answers that were given come before the failure.
 */
export async function* scoreFrames(
  engine: Engine,
  frames: AsyncIterable<EngineFrame>,
  prompt: string,
  signal: AbortSignal,
  mostAtOnce = engine.batchSize,
): AsyncGenerator<FrameResult[]> {
  const most = Math.min(engine.batchSize, mostAtOnce)
  const batches = inBatches(frames, batchSizes(engine.firstBatchSize ?? most, most))
  try {
    let coming = batches.next()
    for (;;) {
      const batch = await coming
      if (batch.done) return
      coming = batches.next()
      // Its failure is met when it is awaited; results of the batch before it come first.
      coming.catch(() => undefined)
      yield await engine.infer(batch.value, prompt, signal)
    }
  } catch (error) {
    if (error instanceof UnfinishedBatchError) yield error.answered
    throw error
  } finally {
    await batches.return(undefined)
  }
}

async function* inBatches<T>(items: AsyncIterable<T>, sizes: Generator<number, never>): AsyncGenerator<T[], undefined> {
  let batch: T[] = []
  let size = sizes.next().value
  try {
    for await (const item of items) {
      batch.push(item)
      if (batch.length < size) continue
      yield batch
      batch = []
      size = sizes.next().value
    }
  } catch (error) {
    // Frames before a broken one are good: hand them out, then fail.
    if (batch.length > 0) yield batch
    throw error
  }
  if (batch.length > 0) yield batch
}
