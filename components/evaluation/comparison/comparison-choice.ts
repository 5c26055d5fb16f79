import { z } from 'zod'
import type { Scale } from '@/components/agreement'
import { ComparisonOrder, type MeasuredComparison } from '@/lib/contracts/http/comparison'
import { COMPARISON_NAMES, type ComparisonFigures, Standing } from '@/lib/domain/evaluation'

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

/** What the page of a comparison shows, as its address says it. */
export type ComparisonChoice = {
  a: string | null
  b: string | null
  standing: Standing | null
  order: ComparisonOrder
  labelKey: string | null
  /** What both are held against; null: the first that has figures. */
  against: Against | null
}

const Part = {
  run: z.uuid().nullable().catch(null),
  standing: Standing.nullable().catch(null),
  order: ComparisonOrder.catch('difference'),
  labelKey: z.string().min(1).max(200).nullable().catch(null),
  against: Against.nullable().catch(null),
}

/** What cannot be read counts as not said. */
export function readComparison(params: { get(name: string): string | null }): ComparisonChoice {
  return {
    a: Part.run.parse(params.get('a')),
    b: Part.run.parse(params.get('b')),
    standing: Part.standing.parse(params.get('show')),
    order: Part.order.parse(params.get('order')),
    labelKey: Part.labelKey.parse(params.get('label')),
    against: Part.against.parse(params.get('against')),
  }
}

/** The query of an address; what goes without saying is left out. */
export function comparisonQuery({ a, b, standing, order, labelKey, against }: Partial<ComparisonChoice>): string {
  const params = new URLSearchParams()
  if (a) params.set('a', a)
  if (b) params.set('b', b)
  if (standing) params.set('show', standing)
  if (order && order !== 'difference') params.set('order', order)
  if (labelKey) params.set('label', labelKey)
  if (against) params.set('against', against)
  return `?${params}`
}
