import { z } from 'zod'
import { isEmptyCell, parseRows, TableError, type TableRow, TextCell } from '@/lib/domain/shared'
import { measureAgreement } from './agreement'
import type { BootstrapOptions, Interval } from './intervals'
import { DuplicateRatingError, type Rating } from './ratings'

export const agreementColumns = ['annotator', 'item', 'value'] as const

/** A row of a ratings table. An empty value is a missing rating. */
export const RatingRow = z.object({
  annotator: TextCell,
  item: TextCell,
  value: z.unknown().transform((cell) => (isEmptyCell(cell) ? null : String(cell).trim())),
})

export type AgreementReport = {
  items: number
  annotators: number
  ratings: number
  percent_agreement: number | null
  krippendorff_alpha: { nominal: { value: number | null; ci95: Interval | null } }
}

/**
 * Agreement of any table with columns annotator, item, value, in the shape `stats agreement --json` prints.
 * @throws TableError naming row and column, or the annotator and item rated twice
 * Source: docs/spec/agreement.md [AG10]
 */
export function agreementReport(rows: readonly TableRow[], options: BootstrapOptions = {}): AgreementReport {
  const ratings = parseRows(rows, agreementColumns, RatingRow).filter((row): row is Rating => row.value !== null)
  const agreement = measure(ratings, options)
  const { value, ci95 } = agreement.alphaNominal
  return {
    items: agreement.items,
    annotators: agreement.annotators,
    ratings: agreement.ratings,
    percent_agreement: agreement.percentAgreement,
    krippendorff_alpha: { nominal: { value, ci95 } },
  }
}

function measure(ratings: readonly Rating[], options: BootstrapOptions) {
  try {
    return measureAgreement(ratings, options)
  } catch (error) {
    throw error instanceof DuplicateRatingError ? new TableError(error.message) : error
  }
}
