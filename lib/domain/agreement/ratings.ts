/** One person's value for one item. `value` is a category: equal text is the same category. */
export type Rating = { annotator: string; item: string; value: string }

/** Two values by one person for one item: it is unknown which one counts. */
export class DuplicateRatingError extends Error {
  override name = 'DuplicateRatingError'
}

/**
 * Ratings grouped for counting. Items are in code-unit order, so that the order of the input does not matter.
 * `values[u]` contains the categories (0 … categories − 1) given to item u, one entry per rating.
 */
export type ReliabilityData = { values: number[][]; categories: number; annotators: number; ratings: number }

/** @throws DuplicateRatingError [AG2] */
export function reliabilityData(ratings: readonly Rating[]): ReliabilityData {
  const categoryOf = new Map<string, number>()
  const annotators = new Set<string>()
  const byItem = new Map<string, Map<string, number>>()
  for (const { annotator, item, value } of ratings) {
    annotators.add(annotator)
    if (!categoryOf.has(value)) categoryOf.set(value, categoryOf.size)
    const given = byItem.get(item) ?? new Map<string, number>()
    if (given.has(annotator)) {
      throw new DuplicateRatingError(
        `Annotator "${annotator}" rates item "${item}" more than once; keep one rating per annotator and item.`,
      )
    }
    given.set(annotator, categoryOf.get(value) as number)
    byItem.set(item, given)
  }
  const items = [...byItem].sort(([left], [right]) => (left < right ? -1 : 1))
  return {
    values: items.map(([, given]) => [...given.values()]),
    categories: categoryOf.size,
    annotators: annotators.size,
    ratings: ratings.length,
  }
}

/** The labels one person put on one item; an empty list means that the person looked and found none. */
export type LabelAnswer = { annotator: string; item: string; labels: readonly string[] }

/** Turns answers into ratings of one label, `present` or `absent`, for agreement per label. Source: [AG9] */
export function labelRatings(answers: readonly LabelAnswer[], label: string): Rating[] {
  return answers.map(({ annotator, item, labels }) => ({
    annotator,
    item,
    value: labels.includes(label) ? 'present' : 'absent',
  }))
}
