import { type Interval, wilsonInterval } from '@/lib/domain/agreement'
import { sum } from '@/lib/domain/shared'
import { type Figure, NO_FIGURE } from '../figure'

/** What one clip adds to the part and to the whole. */
type Share = { part: number; whole: number }

const Z = 1.959963984540054
/** Student's t for 1 and 2 degrees of freedom, where the expansion is too coarse. */
const FEW = [Number.NaN, 12.706, 4.303]

/** 97.5 % quantile of Student's t, within 1 %. Source: Abramowitz & Stegun 26.7.5 */
function studentT(degrees: number): number {
  const few = FEW[degrees]
  if (few !== undefined) return few
  const terms = [
    Z,
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  ]
  return sum(terms.map((term, power) => term / degrees ** power))
}

function halfWidth(clips: readonly Share[], value: number, whole: number): number | null {
  if (clips.length < 2) return null
  const spread = sum(clips.map(({ part, whole: own }) => (part - value * own) ** 2))
  const error = Math.sqrt((spread * clips.length) / (clips.length - 1)) / whole
  return studentT(clips.length - 1) * error
}

/**
 * Sum of the parts over the sum of the wholes, its interval by clip.
 * @returns n: clips that add to the whole
 * Source: W. G. Cochran, Sampling Techniques (3rd ed. 1977), ch. 6; docs/spec/run-comparison.md [RC4]
 */
export function ratioFigure(given: readonly Share[]): Figure {
  const clips = given.filter(({ whole }) => whole > 0)
  const whole = sum(clips.map((clip) => clip.whole))
  if (whole === 0) return NO_FIGURE
  const value = sum(clips.map(({ part }) => part)) / whole
  const half = halfWidth(clips, value, whole)
  return { value, ci95: half === null ? null : [value - half, value + half], n: clips.length }
}

/**
 * A share of counted things that lie in clips; n counts the things. Parts and wholes are whole numbers.
 * Source: docs/spec/run-comparison.md [RC6] [RC7]
 */
export function shareFigure(given: readonly Share[]): Figure {
  const { value, ci95 } = ratioFigure(given)
  const n = sum(given.map(({ whole }) => whole))
  if (value === null) return NO_FIGURE
  const hits = sum(given.map(({ part }) => part))
  // Clips that are all alike know nothing of chance; counted in whole numbers, for rounding leaves a width of 1e-15.
  const isFlat = ci95 !== null && given.every(({ part, whole }) => part * n === hits * whole)
  const within = ci95 && ([Math.max(0, ci95[0]), Math.min(1, ci95[1])] satisfies Interval)
  return { value, ci95: isFlat ? wilsonInterval(hits, n) : within, n }
}
