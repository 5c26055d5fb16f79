/** Below this, Krippendorff advises against conclusions (2004, p. 241: "α ≥ .667 … tentative conclusions"). */
export const ALPHA_GATE = 0.667

export type Scale = { low: number; high: number; ticks: readonly number[] }

const STEP = 0.25

/** A scale for α up to 1: from 0, or from as far below as the figures reach, in steps of a quarter. */
export function alphaScale(values: readonly number[]): Scale {
  const least = Math.max(-1, Math.min(0, ...values))
  const low = Math.floor(least / STEP) * STEP
  const count = Math.round((1 - low) / STEP)
  return { low, high: 1, ticks: Array.from({ length: count + 1 }, (_, index) => low + index * STEP) }
}

/** Position of a value on the scale, in per cent of its length; values outside are at the end. */
export function percentOn({ low, high }: Scale, value: number): number {
  const share = (value - low) / (high - low)
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100
}
