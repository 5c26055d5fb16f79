import { setTimeout as pause } from 'node:timers/promises'
import { ServerError } from './server-error'

/** How long a busy server is waited for. */
export type Patience = { tries: number; firstPauseMs: number; longestPauseMs: number }

export const PATIENCE: Patience = { tries: 6, firstPauseMs: 500, longestPauseMs: 30_000 }

/**
 * Tries again while asking later may help: the pause doubles and is drawn between half and the whole of it, so that many
 * requests do not come back at once; a server that names a pause gets at least that one.
 * Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog (2015), "equal jitter"
 */
export async function withPatience<T>(
  work: () => Promise<T>,
  { tries, firstPauseMs, longestPauseMs }: Patience,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServerError) || !error.again || attempt >= tries) throw error
      const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1))
      const drawn = full / 2 + (Math.random() * full) / 2
      await pause(Math.max(drawn, error.retryAfterMs ?? 0), undefined, { signal })
    }
  }
}
