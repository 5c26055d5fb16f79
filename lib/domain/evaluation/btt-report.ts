import { z } from 'zod'
import { isEmptyCell, NumberCell, parseRows, type TableRow } from '@/lib/domain/shared'
import { areComparable, INCOMPARABLE } from './comparable-scores'
import { DEFAULT_THETA, preferenceLogLikelihood } from './preference'

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
