import { setInterval } from 'node:timers/promises'
import type { Context } from '@/lib/platform/context'

/** When to check whether the work is still needed; ends with the signal. */
export type Ticks = (signal: AbortSignal) => AsyncIterable<unknown>

const everySecond: Ticks = (signal) => setInterval(1000, undefined, { signal })

type RunVideoState = 'queued' | 'running'
type Watched = { runVideoId: string; states: readonly RunVideoState[]; signal: AbortSignal; ticks: Ticks | undefined }

export async function isStillNeeded(
  ctx: Context,
  { runVideoId, states }: Pick<Watched, 'runVideoId' | 'states'>,
): Promise<boolean> {
  const row = await ctx.db.runVideo.findUnique({ where: { id: runVideoId }, select: { state: true } })
  return states.some((state) => state === row?.state)
}

async function abortUnwanted(ctx: Context, watched: Watched, ended: AbortSignal, unwanted: AbortController) {
  try {
    for await (const _ of (watched.ticks ?? everySecond)(ended)) {
      // A check that fails is ignored: if the database has a problem, the work itself fails too.
      if (await isStillNeeded(ctx, watched).catch(() => true)) continue
      return unwanted.abort()
    }
  } catch (error) {
    if (!ended.aborted) throw error
  }
}

/**
 * Does the work with a signal that aborts with the given one, and as soon as the clip is in none of the states any
 * more.
 * @returns null when it was no longer needed, whatever the result of the work
 * Source: docs/spec/proposals.md [PP10]
 */
export async function whileNeeded<T>(
  ctx: Context,
  watched: Watched,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const unwanted = new AbortController()
  const ended = new AbortController()
  const watching = abortUnwanted(ctx, watched, ended.signal, unwanted)
  try {
    const result = await work(AbortSignal.any([watched.signal, unwanted.signal]))
    return unwanted.signal.aborted ? null : result
  } catch (error) {
    if (unwanted.signal.aborted) return null
    throw error
  } finally {
    ended.abort()
    await watching
  }
}
