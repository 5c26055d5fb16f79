import type { Interval } from './bootstrap'

const Z_975 = 1.959963984540054

/**
 * 95 % interval of a share, sound for small counts and shares near 0 or 1.
 * @param hits between 0 and `total`
 * @returns null when there is nothing to count
 * Source: Wilson 1927; docs/spec/agreement.md [AG11]
 */
export function wilsonInterval(hits: number, total: number): Interval | null {
  if (total === 0) return null
  const share = hits / total
  const spread = Z_975 ** 2 / total
  const centre = (share + spread / 2) / (1 + spread)
  const half = (Z_975 * Math.sqrt((share * (1 - share)) / total + spread / (4 * total))) / (1 + spread)
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
