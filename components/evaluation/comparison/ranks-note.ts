import type { Figure } from '@/lib/domain/evaluation'

/** At r = ±1 the interval is missing for another reason than too few clips. Source: docs/spec/run-comparison.md [RC5] */
export function ranksNote({ value, ci95, n }: Figure): 'ranksSame' | 'ranksReverse' | null {
  if (ci95 !== null || n < 4 || value === null || Math.abs(value) !== 1) return null
  return value > 0 ? 'ranksSame' : 'ranksReverse'
}
