import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

/** One pass of a reward model over a set of clips. */
export const RunState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type RunState = z.infer<typeof RunState>

/** One clip of a run. */
export const RunVideoState = RunState
export type RunVideoState = RunState

/** Leaving an end for `queued` is a retry. Source: docs/spec/proposals.md [PP6] */
export const runMachine: Machine<'Run', RunState> = {
  model: 'Run',
  noun: 'run',
  starts: ['queued'],
  moves: {
    // Done at once: all clips that a retry left to do failed before one was begun.
    queued: ['running', 'done', 'failed', 'cancelled'],
    running: ['done', 'failed', 'cancelled'],
    done: ['queued'],
    failed: ['queued'],
    cancelled: ['queued'],
  },
}

/** A killed worker leaves its clip `running`; its next attempt resumes it. Source: docs/spec/proposals.md [PP7] */
export const runVideoMachine: Machine<'RunVideo', RunVideoState> = {
  model: 'RunVideo',
  noun: 'clip of a run',
  starts: ['queued'],
  moves: {
    queued: ['running', 'failed', 'cancelled'],
    running: ['running', 'done', 'failed', 'cancelled'],
    done: [],
    failed: ['queued'],
    cancelled: ['queued'],
  },
}

/**
 * State of a run whose clips have the given states: `running` until every clip has ended.
 * @throws RangeError for a run without clips
 * Source: docs/spec/proposals.md [PP8]
 */
export function runStateOf(videos: readonly RunVideoState[]): 'running' | 'done' | 'failed' | 'cancelled' {
  if (videos.length === 0) throw new RangeError('A run needs at least one clip.')
  if (videos.some((state) => state === 'queued' || state === 'running')) return 'running'
  if (videos.some((state) => state === 'cancelled')) return 'cancelled'
  return videos.every((state) => state === 'failed') ? 'failed' : 'done'
}

const MOST_ENGINE_FAILURES = 5

/**
 * Whether a run fails because its engine failed on too many clips, with none done since it started or was retried.
 * @param atWork clips being scored by others, which may still succeed: each allows as many failures more
 * Source: docs/spec/proposals.md [PP20]
 */
export function hasTooManyFailures({
  engineFailures,
  done,
  atWork,
}: {
  engineFailures: number
  done: number
  atWork: number
}): boolean {
  return done === 0 && engineFailures >= MOST_ENGINE_FAILURES * (1 + atWork)
}
