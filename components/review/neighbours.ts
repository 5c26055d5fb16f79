import type { AnnotationSummary } from '@/lib/contracts/http/labelling'

type Place = Pick<AnnotationSummary, 'id' | 'createdAt' | 'own'>
export type Neighbours = { previousId: string | null; nextId: string | null }

/** Newest first, in the order of the list. */
function comesBefore(a: Place, b: Place): boolean {
  return a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt
}

/** The answers before and after one in the list; the one itself need not be in it any more. One's own are passed over. */
export function neighboursOf(current: Place, waiting: readonly Place[]): Neighbours {
  const others = waiting.filter(({ id, own }) => id !== current.id && !own)
  return {
    previousId: others.findLast((other) => comesBefore(other, current))?.id ?? null,
    nextId: others.find((other) => comesBefore(current, other))?.id ?? null,
  }
}
