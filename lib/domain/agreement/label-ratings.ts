import type { Rating } from './ratings'

/** The labels one person put on one item; an empty list says that the person looked and found none. */
export type LabelAnswer = { annotator: string; item: string; labels: readonly string[] }

/** Turns answers into ratings of one label, `present` or `absent`, for agreement per label. Source: [AG9] */
export function labelRatings(answers: readonly LabelAnswer[], label: string): Rating[] {
  return answers.map(({ annotator, item, labels }) => ({
    annotator,
    item,
    value: labels.includes(label) ? 'present' : 'absent',
  }))
}
