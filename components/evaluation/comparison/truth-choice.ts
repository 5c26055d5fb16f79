import { z } from 'zod'
import type { Scale } from '@/components/agreement'
import type { MeasuredComparison } from '@/lib/contracts/http/comparison'
import { COMPARISON_NAMES, type ComparisonFigures } from '@/lib/domain/evaluation'

/** What both runs are held against: kinds of answers, those that nobody was led to first, or what was planted. */
export const Against = z.enum(['hidden', 'holdout', 'all', 'planted'])
export type Against = z.infer<typeof Against>

type Known = Pick<MeasuredComparison, 'truth' | 'scope' | 'material' | 'result'>

export function againstOf({ truth, scope }: Pick<MeasuredComparison, 'truth' | 'scope'>): Against {
  return truth === 'planted' ? 'planted' : scope
}

/** What to show to somebody who has not chosen: the first that has figures, else the first that could have some. */
export function firstAgainst(comparisons: readonly Known[]): Against {
  const found = comparisons.find(({ result }) => result !== null) ?? comparisons.find(({ material }) => material > 0)
  return found ? againstOf(found) : 'hidden'
}

const REACHES = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8]

/** One scale for all differences, with 0 in the middle; a round number holds them and their intervals. */
export function measuredScale({ figures }: Pick<ComparisonFigures, 'figures'>): Scale {
  const ends = COMPARISON_NAMES.flatMap((name) => {
    const { value, ci95 } = figures[name].difference
    return value === null ? [] : [value, ...(ci95 ?? [])]
  })
  const most = Math.max(0, ...ends.map(Math.abs))
  const reach = REACHES.find((each) => most <= each) ?? 1
  return { low: -reach, high: reach, ticks: [-reach, 0, reach] }
}
