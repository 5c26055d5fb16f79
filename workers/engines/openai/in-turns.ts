import { type FrameResult, UnfinishedBatchError } from '@/lib/domain/proposals'

/**
 * Works items side by side, at most `width` at once; results in the items' order. The first failure aborts the others.
 * @throws the first failure, in an UnfinishedBatchError when others were done by then; or the signal's reason
 */
export async function inTurns<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<FrameResult>,
): Promise<FrameResult[]> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const results: FrameResult[] = []
  const waiting = [...items.entries()]
  async function lane(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      either.throwIfAborted()
      const [place, item] = next
      results[place] = await work(item, either)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  } catch (error) {
    stop.abort(error)
    signal.throwIfAborted()
    const answered = results.filter((result) => result !== undefined)
    throw answered.length > 0 ? new UnfinishedBatchError(error, answered) : error
  }
  return results
}
