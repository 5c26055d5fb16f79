/**
 * Works items side by side, at most `width` at once; results in the items' order. The first failure aborts the others.
 * @throws the first failure, or the signal's reason
 */
export async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const results: R[] = []
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
    throw error
  }
  return results
}
