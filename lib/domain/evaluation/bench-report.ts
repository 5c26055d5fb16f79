import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import { NumberCell, parseRows, type TableRow, TextCell } from '@/lib/domain/shared'
import { areComparable, INCOMPARABLE } from './comparable-scores'
import { accuracyWithoutTies, type TieAccuracy, tieAccuracyExact, tieAccuracyVideoalign } from './tie-accuracy'

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
