import { z } from 'zod'
import { ComparisonOrder } from '@/lib/contracts/http/comparison'
import { Standing } from '@/lib/domain/evaluation'
import { Against } from './truth-choice'

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
