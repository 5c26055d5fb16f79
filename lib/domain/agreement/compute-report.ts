import {
  type Asks,
  asksAttribution,
  type Preference,
  SIDES,
  type Side,
  toOutcome,
  toScreenPreference,
} from '@/lib/domain/labelling'
import { quantile } from '@/lib/domain/shared'
import { type Agreement, measureAgreement } from './agreement'
import { type Interval, wilsonInterval } from './intervals'
import { type LabelAnswer, labelRatings, type Rating } from './ratings'

/** One answer that counts. Its labels are those of the taxonomy version that the figures are of. */
export type ComparedAnswer = {
  annotationId: string
  annotatorId: string
  pairId: string
  asks: Asks
  preference: Preference | null
  leftSide: Side
  activeMs: number
  named: Record<Side, readonly string[]>
  /** The labels that its author could name. */
  nameable: ReadonlySet<string>
}

export type AgreementFigure = { value: number | null; ci95: Interval | null; items: number; ratings: number }

/** How far the annotators of a set of answers agree. */
export type MeasuredAgreement = {
  /** Pairs with two or more answers. */
  pairsCompared: number
  preference: { percent: AgreementFigure; alpha: AgreementFigure }
  labels: { labelKey: string; name: string; alpha: AgreementFigure; prevalence: number | null }[]
  disagreements: number
}

export type AgreementFigures = MeasuredAgreement & {
  schemaVersion: 3
  annotations: number
  annotators: number
  votes: { left: number; right: number; tie_good: number; tie_bad: number }
  leftShare: AgreementFigure
  medianActiveMs: number | null
  /** The same answers after review. `changed` of them differ from those first submitted. */
  afterReview: MeasuredAgreement & { changed: number }
}

type ReportedLabel = { key: string; name: string }

function preferenceRatings(answers: readonly ComparedAnswer[]): Rating[] {
  return answers.flatMap(({ preference, annotatorId: annotator, pairId: item }) =>
    preference === null ? [] : [{ annotator, item, value: toOutcome(preference) }],
  )
}

/** One item for each side of a pair, of the answers that could name the label. Source: docs/spec/agreement.md [AG9] [AG13] */
function answersOn(label: string, answers: readonly ComparedAnswer[]): LabelAnswer[] {
  return answers
    .filter(({ asks, nameable }) => asksAttribution(asks) && nameable.has(label))
    .flatMap(({ annotatorId: annotator, pairId, named }) =>
      SIDES.map((side) => ({ annotator, item: `${pairId}:${side}`, labels: named[side] })),
    )
}

function alphaOf({ alphaNominal, pairableItems, ratings }: Agreement): AgreementFigure {
  return { value: alphaNominal.value, ci95: alphaNominal.ci95, items: pairableItems, ratings }
}

function countDisagreements(ratings: readonly Rating[]): number {
  const values = new Map<string, Set<string>>()
  for (const { item, value } of ratings) values.set(item, (values.get(item) ?? new Set()).add(value))
  return [...values.values()].filter((given) => given.size > 1).length
}

function measureLabel({ key, name }: ReportedLabel, answers: readonly ComparedAnswer[]) {
  const ratings = labelRatings(answersOn(key, answers), key)
  const present = ratings.filter(({ value }) => value === 'present').length
  const prevalence = ratings.length > 0 ? present / ratings.length : null
  return { labelKey: key, name, alpha: alphaOf(measureAgreement(ratings)), prevalence }
}

function measure(answers: readonly ComparedAnswer[], labels: readonly ReportedLabel[]): MeasuredAgreement {
  const ratings = preferenceRatings(answers)
  const agreement = measureAgreement(ratings)
  const { percentAgreement: value, percentAgreementCi95: ci95, pairableItems } = agreement
  return {
    pairsCompared: pairableItems,
    preference: {
      percent: { value, ci95, items: pairableItems, ratings: agreement.ratings },
      alpha: alphaOf(agreement),
    },
    labels: labels.map((label) => measureLabel(label, answers)),
    disagreements: countDisagreements(ratings),
  }
}

function countVotes(answers: readonly ComparedAnswer[]): AgreementFigures['votes'] {
  const votes = { left: 0, right: 0, tie_good: 0, tie_bad: 0 }
  for (const { preference, leftSide } of answers) {
    const chosen = toScreenPreference(preference, leftSide)
    if (chosen) votes[chosen] += 1
  }
  return votes
}

function leftShareOf({ left, right }: AgreementFigures['votes']): AgreementFigure {
  const total = left + right
  return { value: total > 0 ? left / total : null, ci95: wilsonInterval(left, total), items: total, ratings: total }
}

function medianActiveMs(answers: readonly ComparedAnswer[]): number | null {
  const times = answers.flatMap(({ activeMs }) => (activeMs > 0 ? [activeMs] : [])).sort((a, b) => a - b)
  return times.length > 0 ? quantile(times, 0.5) : null
}

/**
 * The figures of the agreement page: for the answers as first submitted, and for the same answers after review.
 * Source: docs/spec/agreement.md [AG9] [AG12] [AG13]
 * @param answers first: the last answer before any review; current: the answer after review
 */
export function computeReport(
  { first, current }: Record<'first' | 'current', readonly ComparedAnswer[]>,
  labels: readonly ReportedLabel[],
): AgreementFigures {
  const measured = measure(first, labels)
  const given = new Set(first.map(({ annotationId }) => annotationId))
  const changed = current.filter(({ annotationId }) => !given.has(annotationId)).length
  const votes = countVotes(first)
  return {
    schemaVersion: 3,
    annotations: first.length,
    annotators: new Set(first.map(({ annotatorId }) => annotatorId)).size,
    ...measured,
    votes,
    leftShare: leftShareOf(votes),
    medianActiveMs: medianActiveMs(first),
    afterReview: { ...(changed === 0 ? measured : measure(current, labels)), changed },
  }
}
