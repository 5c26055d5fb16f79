import type { Scale } from '@/components/agreement'
import type { AnchoringComparison, Figure, ModelFigures } from '@/lib/domain/evaluation'

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

type Answers = NonNullable<ModelFigures['inputs']['answers']>

/** Which sentence says who was led: older figures know only which tasks show proposals, of whatever version. */
export function ledText({ shown, elsewhere }: Answers): 'led' | 'ledByAny' | 'unled' {
  if (shown === 0) return 'unled'
  return elsewhere === undefined ? 'ledByAny' : 'led'
}

/** At r = ±1 the interval is missing for another reason than too few clips. Source: docs/spec/run-comparison.md [RC5] */
export function ranksNote({ value, ci95, n }: Figure): 'ranksSame' | 'ranksReverse' | null {
  if (ci95 !== null || n < 4 || value === null || Math.abs(value) !== 1) return null
  return value > 0 ? 'ranksSame' : 'ranksReverse'
}
