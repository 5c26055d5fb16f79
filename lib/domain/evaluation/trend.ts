/** As much of an evaluation as its place in a trend needs. Ids of versions are in the order of their registration. */
export type TrendPoint = { model: { id: string }; createdAt: string }

/**
 * The newest evaluation of each version, oldest version first.
 * @param evaluations of versions of one model, against one truth and one choice of answers
 * Source: docs/spec/evaluation.md [EV11]
 */
export function trendOf<Point extends TrendPoint>(evaluations: readonly Point[]): Point[] {
  const newest = new Map<string, Point>()
  for (const point of evaluations) {
    const known = newest.get(point.model.id)
    if (!known || known.createdAt < point.createdAt) newest.set(point.model.id, point)
  }
  return [...newest.values()].sort((a, b) => (a.model.id < b.model.id ? -1 : 1))
}
