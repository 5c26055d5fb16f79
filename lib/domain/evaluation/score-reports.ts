import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import { isEmptyCell, NumberCell, parseRows, type TableRow, TextCell } from '@/lib/domain/shared'
import { DEFAULT_THETA, preferenceLogLikelihood } from './preference'
import { accuracyWithoutTies, type TieAccuracy, tieAccuracyExact, tieAccuracyVideoalign } from './tie-accuracy'

/** Scores near the ends of what a number holds have no finite difference, so nothing can be said of the pair. */
function areComparable({ score_a, score_b }: { score_a: number; score_b: number }): boolean {
  return Number.isFinite(score_a - score_b)
}

/** What a table is told of such a row. Source: docs/spec/preference.md [PR8], docs/spec/tie-accuracy.md [TA9] */
const INCOMPARABLE = {
  path: ['score_b'],
  message: 'it lies too far from score_a for their difference to be a number; check both cells',
}

export const benchColumns = ['score_a', 'score_b', 'human'] as const

/** Ways in which tables in use write the three answers; upper and lower case alike. */
const SPELLINGS: Readonly<Record<string, Outcome>> = {
  a: 'A',
  b: 'B',
  tie: 'tie',
  same: 'tie',
  'tie-good': 'tie',
  'tie-bad': 'tie',
}

const PreferenceCell = TextCell.transform((text, context) => {
  const preference = SPELLINGS[text.toLowerCase()]
  if (preference) return preference
  context.addIssue({ code: 'custom', message: `"${text}" is not an answer; write A, B or tie` })
  return z.NEVER
})

export const BenchRow = z
  .object({ score_a: NumberCell, score_b: NumberCell, human: PreferenceCell })
  .refine(areComparable, INCOMPARABLE)
  .transform(({ score_a, score_b, human }) => ({ scoreA: score_a, scoreB: score_b, human }))

type Figures = TieAccuracy | { accuracy: null; epsilon: null }

export type BenchReport = {
  n: number
  with_ties: { exact: Figures; videoalign: Figures }
  without_ties: number | null
}

/**
 * Preference accuracy of any table with columns score_a, score_b, human, in the shape `stats bench --json` prints.
 * @throws TableError naming row and column
 * Source: docs/spec/tie-accuracy.md [TA9]
 */
export function benchReport(rows: readonly TableRow[]): BenchReport {
  const pairs = parseRows(rows, benchColumns, BenchRow)
  const none = { accuracy: null, epsilon: null }
  return {
    n: pairs.length,
    with_ties: { exact: tieAccuracyExact(pairs) ?? none, videoalign: tieAccuracyVideoalign(pairs) ?? none },
    without_ties: accuracyWithoutTies(pairs),
  }
}

export const bttColumns = ['score_a', 'score_b'] as const

const ThetaCell = z.preprocess(
  (cell) => (isEmptyCell(cell) ? DEFAULT_THETA : cell),
  NumberCell.refine((theta) => theta > 1, { error: ({ input }) => `theta must be above 1, got ${input}` }),
)

/** Theta may be left out or empty: 5 then. */
export const BttRow = z
  .object({ score_a: NumberCell, score_b: NumberCell, theta: ThetaCell })
  .refine(areComparable, INCOMPARABLE)

export type BttReportRow = {
  score_a: number
  score_b: number
  theta: number
  loglik_a: number
  loglik_b: number
  loglik_tie: number
}

/**
 * The three log-likelihoods of each row of any table with columns score_a, score_b and optionally theta, as `stats btt` prints them.
 * @throws TableError naming row and column
 * Source: docs/spec/preference.md [PR8]
 */
export function bttReport(rows: readonly TableRow[]): BttReportRow[] {
  return parseRows(rows, bttColumns, BttRow).map(({ score_a, score_b, theta }) => ({
    score_a,
    score_b,
    theta,
    loglik_a: preferenceLogLikelihood(score_a, score_b, 'A', theta),
    loglik_b: preferenceLogLikelihood(score_a, score_b, 'B', theta),
    loglik_tie: preferenceLogLikelihood(score_a, score_b, 'tie', theta),
  }))
}
