/** How many frames were scored at a moment, in ms of any clock. */
export type Sample = { atMs: number; scored: number }

const WINDOW_MS = 30_000

/** Keeps the samples of the last half minute; a count that fell means another run, and starts again. */
export function addSample(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1)
  if (last && next.scored < last.scored) return [next]
  return [...samples.filter(({ atMs }) => next.atMs - atMs <= WINDOW_MS), next]
}

/** Frames a second over the window; null until it has seen at least two seconds. */
export function recentRate(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.atMs - first.atMs < 2_000) return null
  return ((last.scored - first.scored) * 1000) / (last.atMs - first.atMs)
}

/** Seconds until so many frames are scored at this rate; null when nothing moves. */
export function remainingSeconds(frames: number, rate: number | null): number | null {
  if (rate === null || rate <= 0) return null
  return frames / rate
}
