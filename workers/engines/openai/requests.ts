import { setTimeout as pause } from 'node:timers/promises'
import { type FrameResult, UnfinishedBatchError } from '@/lib/domain/proposals'
import { ServerError } from './server-error'

/** How long a busy server is waited for. */
export type Patience = {
  tries: number
  firstPauseMs: number
  longestPauseMs: number
  /** Most that is waited because the server asks for a pause. */
  longestAskedPauseMs: number
  /** For one frame, all tries, pauses and answers together. */
  wholeMs: number
}

/**
 * The whole ends well before the worker presumes the engine's process dead, so that the server's reason is reported.
 */
export const PATIENCE: Patience = {
  tries: 6,
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  longestAskedPauseMs: 60_000,
  wholeMs: 480_000,
}

/** Work on one frame: `signal` ends it, and so does the time at `until` (of performance.now()). */
export type Limits = { signal: AbortSignal; until: number }

/**
 * Tries again while that may help: the pause doubles and is drawn between half and the whole of it, so that many
 * requests do not return at once; if a server names a pause, the pause is at least that long, up to a limit.
 * @throws ServerError, at `until` at the latest, with the server's last error; or the signal's reason
 * Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog (2015), "equal jitter"
 */
export async function withPatience<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { tries, firstPauseMs, longestPauseMs, longestAskedPauseMs, wholeMs }: Patience,
  { signal, until }: Limits,
): Promise<T> {
  let last = 'It was still processing.'
  for (let attempt = 1; ; attempt += 1) {
    const end = endAt(until, () => `The server did not respond within ${wholeMs / 1000} s. ${last}`)
    try {
      return await work(AbortSignal.any([signal, end.signal]))
    } catch (error) {
      if (!(error instanceof ServerError) || !error.again || attempt >= tries) throw error
      last = error.message
      const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1))
      const drawn = full / 2 + (Math.random() * full) / 2
      const next = Math.max(drawn, Math.min(longestAskedPauseMs, error.retryAfterMs ?? 0))
      if (performance.now() + next >= until) throw error
      await pause(next, undefined, { signal })
    } finally {
      end.clear()
    }
  }
}

function endAt(until: number, message: () => string): { signal: AbortSignal; clear: () => void } {
  const end = new AbortController()
  const timer = setTimeout(
    () => end.abort(new ServerError(message(), { again: false })),
    Math.max(0, until - performance.now()),
  )
  return { signal: end.signal, clear: () => clearTimeout(timer) }
}

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
