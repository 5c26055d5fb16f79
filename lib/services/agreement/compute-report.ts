import type { AgreementReport } from '@/lib/contracts/http/agreement'
import {
  type Agreement,
  type LabelAnswer,
  labelRatings,
  measureAgreement,
  type Rating,
  wilsonInterval,
} from '@/lib/domain/agreement'
import { toScreenPreference } from '@/lib/domain/labelling'
import { quantile } from '@/lib/domain/shared'
import { flattenLabels, type TaxonomyTree } from '@/lib/domain/taxonomy'
import type { AnswerRow, LabelRow } from './load-answers'

type Figures = Omit<AgreementReport, 'computedAt'>
const SIDES = ['A', 'B'] as const

/** Both ties are one value here: trainers know A, B and tie. */
function preferenceRatings(answers: readonly AnswerRow[]): Rating[] {
  return answers.flatMap(({ preference, annotator, pairId }) =>
    preference === null ? [] : [{ annotator, item: pairId, value: preference.startsWith('tie') ? 'tie' : preference }],
  )
}

/** One item for each side of a pair. */
function labelAnswers(answers: readonly AnswerRow[], labels: readonly LabelRow[]): LabelAnswer[] {
  const found = new Map<string, string[]>()
  for (const { annotationId, side, labelKey } of labels) {
    const key = `${annotationId}:${side}`
    found.set(key, [...(found.get(key) ?? []), labelKey])
  }
  return answers.flatMap(({ id, annotator, pairId }) =>
    SIDES.map((side) => ({ annotator, item: `${pairId}:${side}`, labels: found.get(`${id}:${side}`) ?? [] })),
  )
}

function alphaOf({ alphaNominal, pairableItems, ratings }: Agreement) {
  return { value: alphaNominal.value, ci95: alphaNominal.ci95, items: pairableItems, ratings }
}

function countVotes(answers: readonly AnswerRow[]): Figures['votes'] {
  const votes = { left: 0, right: 0, tie_good: 0, tie_bad: 0 }
  for (const { preference, leftSide } of answers) {
    const chosen = toScreenPreference(preference, leftSide)
    if (chosen) votes[chosen] += 1
  }
  return votes
}

function leftShareOf(answers: readonly AnswerRow[]): Figures['leftShare'] {
  const decided = answers.filter(({ preference }) => preference === 'A' || preference === 'B')
  const left = decided.filter(({ preference, leftSide }) => preference === leftSide).length
  const total = decided.length
  return { value: total > 0 ? left / total : null, ci95: wilsonInterval(left, total), items: total, ratings: total }
}

function countDisagreements(ratings: readonly Rating[]): number {
  const values = new Map<string, Set<string>>()
  for (const { item, value } of ratings) values.set(item, (values.get(item) ?? new Set()).add(value))
  return [...values.values()].filter((seen) => seen.size > 1).length
}

/** The figures of the agreement page from the current annotations. Source: docs/spec/agreement.md */
export function computeReport(answers: readonly AnswerRow[], labels: readonly LabelRow[], tree: TaxonomyTree): Figures {
  const preferences = preferenceRatings(answers)
  const preference = measureAgreement(preferences)
  const perLabel = labelAnswers(answers, labels)
  const times = answers
    .map(({ activeMs }) => activeMs)
    .filter((ms) => ms > 0)
    .sort((a, b) => a - b)
  return {
    schemaVersion: 2,
    annotations: answers.length,
    annotators: new Set(answers.map(({ annotator }) => annotator)).size,
    pairsCompared: preference.pairableItems,
    preference: {
      percent: {
        value: preference.percentAgreement,
        ci95: preference.percentAgreementCi95,
        items: preference.pairableItems,
        ratings: preference.ratings,
      },
      alpha: alphaOf(preference),
    },
    labels: flattenLabels(tree).map(({ key, name }) => {
      const ratings = labelRatings(perLabel, key)
      const present = ratings.filter(({ value }) => value === 'present').length
      return {
        labelKey: key,
        name,
        alpha: alphaOf(measureAgreement(ratings)),
        prevalence: ratings.length > 0 ? present / ratings.length : null,
      }
    }),
    votes: countVotes(answers),
    leftShare: leftShareOf(answers),
    medianActiveMs: times.length > 0 ? quantile(times, 0.5) : null,
    disagreements: countDisagreements(preferences),
  }
}
