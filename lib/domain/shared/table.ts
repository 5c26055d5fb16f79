import { z } from 'zod'

/** A row of a table with a header, as a CSV reader gives it: column name → cell text. */
export type TableRow = Readonly<Record<string, unknown>>

/** What is wrong with a table that a person gave, by row and column, and how to fix it. */
export class TableError extends Error {
  override name = 'TableError'
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A cell with text in it; blanks around it do not count. */
export const TextCell = z.preprocess(
  asText,
  z
    .string({ error: 'there is no such cell; add the column' })
    .min(1, 'the cell is empty; fill it in or delete the row'),
)

/** A finite decimal number with a dot, such as 3, -0.5 or 1e-3. */
export const NumberCell = TextCell.transform((text, context) => {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(value)) return value
  const hint = /^[+-]?\d+,\d+$/.test(text) ? '; write the decimal point as a dot' : '; write a plain number such as 3.5'
  context.addIssue({ code: 'custom', message: `"${text}" is not a finite number${hint}` })
  return z.NEVER
})

/** Whether a cell has only spaces, or is absent. */
export function isEmptyCell(cell: unknown): boolean {
  return cell === undefined || cell === null || asText(cell) === ''
}

/**
 * Parses each row, numbering from 1 for the first row below the header.
 * @param columns the columns every row must have
 * @throws TableError naming row and column, or the missing column
 */
export function parseRows<T>(rows: readonly TableRow[], columns: readonly string[], schema: z.ZodType<T>): T[] {
  requireColumns(rows, columns)
  return rows.map((row, index) => {
    const parsed = schema.safeParse(row)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new TableError(`Row ${index + 1}, column ${issue?.path.join('.')}: ${issue?.message}.`)
  })
}

function requireColumns(rows: readonly TableRow[], columns: readonly string[]): void {
  const [first] = rows
  if (first === undefined) return
  const missing = columns.filter((column) => !(column in first))
  if (missing.length === 0) return
  const found = Object.keys(first).join(', ')
  throw new TableError(
    `No column ${missing.join(', ')}: the header must name ${columns.join(', ')} (found: ${found || 'nothing'}).`,
  )
}

function asText(cell: unknown): unknown {
  return typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? cell.trim() : cell
}
