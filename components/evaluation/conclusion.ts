import type { Scale } from '@/components/agreement'
import type { AnchoringComparison, Figure } from '@/lib/domain/evaluation'

export type Conclusion = 'too-few' | 'none' | 'up' | 'down'

/** What a comparison of the arms says. Source: docs/spec/anchoring.md [AC6] */
export function conclusionOf({
  difference: { ci95 },
  enough,
}: Pick<AnchoringComparison, 'difference' | 'enough'>): Conclusion {
  if (!enough || !ci95) return 'too-few'
  if (ci95[0] > 0) return 'up'
  return ci95[1] < 0 ? 'down' : 'none'
}

/** A scale with 0 in the middle that holds the difference and its interval. */
export function differenceScale({ value, ci95 }: Figure): Scale {
  const most = Math.max(1e-9, ...[value ?? 0, ...(ci95 ?? [])].map(Math.abs)) * 1.15
  return { low: -most, high: most, ticks: [] }
}
