import { mean } from '@/lib/domain/shared'
import { type Figure, NO_FIGURE } from '../figure'

const Z_975 = 1.959963984540054

/** Places in ascending order from 1; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, place) => place).sort((one, two) => (values[one] as number) - (values[two] as number))
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end += 1
    for (let at = start; at < end; at += 1) ranks[order[at] as number] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}

function pearson(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [mean(xs), mean(ys)]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [place, value] of xs.entries()) {
    const [dx, dy] = [value - meanX, (ys[place] as number) - meanY]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return xx === 0 || yy === 0 ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/**
 * Spearman's rank correlation with the interval of Bonett and Wright.
 * @returns no value where a side does not vary; no interval below four points and at ±1
 * Source: D. G. Bonett & T. A. Wright, Psychometrika 65 (2000); docs/spec/run-comparison.md [RC5]
 */
export function rankCorrelation(points: readonly { a: number; b: number }[]): Figure {
  const n = points.length
  if (n < 2) return { ...NO_FIGURE, n }
  const value = pearson(ranksOf(points.map(({ a }) => a)), ranksOf(points.map(({ b }) => b)))
  if (value === null || n < 4 || Math.abs(value) === 1) return { value, ci95: null, n }
  const half = Z_975 * Math.sqrt((1 + value ** 2 / 2) / (n - 3))
  return { value, ci95: [Math.tanh(Math.atanh(value) - half), Math.tanh(Math.atanh(value) + half)], n }
}
