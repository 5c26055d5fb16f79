import { quantile } from '@/lib/domain/shared'

/** What a playing video must do to stay on the clock. */
export type Correction = { type: 'rate'; rate: number } | { type: 'seek' }

/** Beyond this a change of rate would take too long to catch up, µs. */
const SEEK_US = 250_000
/** Time in which a change of rate makes up the drift, µs. */
const CATCH_UP_US = 500_000
/** A rate outside ±25 % is seen as a jerk. */
const MAX_SHIFT = 0.25

/** The middle one of a few measurements, so that one late picture decides nothing; null when there is none. */
export function middle(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : quantile(
        values.toSorted((a, b) => a - b),
        0.5,
      )
}

/**
 * How a video catches up with the clock.
 * @param driftUs the video's media time minus the clock's, µs
 * @param frameUs how long a frame is shown; drift of a quarter of it is left alone
 * @param speed the clock's rate, 0.1–2
 * Source: docs/spec/player.md [PL5]
 */
export function correction(driftUs: number, frameUs: number, speed: number): Correction {
  if (Math.abs(driftUs) > Math.max(SEEK_US, frameUs)) return { type: 'seek' }
  if (Math.abs(driftUs) <= frameUs / 4) return { type: 'rate', rate: speed }
  const shift = Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, -driftUs / CATCH_UP_US))
  return { type: 'rate', rate: speed * (1 + shift) }
}
