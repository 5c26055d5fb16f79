import { z } from 'zod'
import type { Interval } from '@/lib/domain/agreement'
import { Figure, isFlat, NO_FIGURE } from '../figure'

/** One figure of both runs on the same things. */
export const ComparisonFigure = z.object({
  a: z.number().nullable(),
  b: z.number().nullable(),
  /** b − a with its interval; n: what each value is a share of. */
  difference: Figure,
  /** Pairs, or clips, on which the two differ in it. */
  differing: z.int(),
})
export type ComparisonFigure = z.infer<typeof ComparisonFigure>

export const NO_COMPARISON_FIGURE: ComparisonFigure = { a: null, b: null, difference: NO_FIGURE, differing: 0 }

const Z_975 = 1.959963984540054

/**
 * Score interval of the difference of two shares of the same trials, where all trials differ alike: by 0, 1 or −1.
 * @returns null for another difference
 * Source: T. Tango, Statistics in Medicine 17 (1998), eq. 8 solved for these cases; docs/spec/run-comparison.md [RC15]
 */
export function tangoInterval(difference: number, trials: number): Interval | null {
  const least = (trials - Z_975 ** 2) / (trials + Z_975 ** 2)
  const isAt = (value: number) => isFlat([Math.min(value, difference), Math.max(value, difference)])
  if (isAt(0)) return [(least - 1) / 2, (1 - least) / 2]
  if (isAt(1)) return [least, 1]
  return isAt(-1) ? [-1, -least] : null
}

type Measured = Pick<ComparisonFigure, 'a' | 'b' | 'differing'> & {
  n: number
  /** Middle of the draws; null where there are none. */
  drawn: Interval | null
  /** Units that stand in as trials where all draws are equal; null where nothing stands in. */
  trials: number | null
}

/** Source: docs/spec/run-comparison.md [RC14] [RC15] */
export function comparisonFigure({ a, b, n, drawn, differing, trials }: Measured): ComparisonFigure {
  if (a === null || b === null) return { a, b, difference: { value: null, ci95: null, n }, differing }
  const value = b - a
  const exact = trials === null ? null : tangoInterval(value, trials)
  return { a, b, difference: { value, ci95: drawn && isFlat(drawn) ? exact : drawn, n }, differing }
}

function negative(value: number): number {
  return value === 0 ? 0 : -value
}

/** The figure as it stands when A and B change places. Source: docs/spec/run-comparison.md [RC18] */
export function turnedRound({ a, b, difference: { value, ci95, n }, differing }: ComparisonFigure): ComparisonFigure {
  return {
    a: b,
    b: a,
    difference: {
      value: value === null ? null : negative(value),
      ci95: ci95 && [negative(ci95[1]), negative(ci95[0])],
      n,
    },
    differing,
  }
}
