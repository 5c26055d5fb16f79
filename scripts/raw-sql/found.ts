import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..', '..')

/** Where each file of the database tests leaves the statements that it ran, as JSON. */
export const FOUND = path.join(ROOT, '.cache', 'raw-sql')

/** A column of a statement's answer as Postgres describes it. */
export type DescribedColumn = {
  name: string
  /** Name of the type in pg_type: "int4", "uuid", "_text" … */
  type: string
  /** Labels of an enum, also of an array of one; null for all others. */
  labels: string[] | null
  /** Whether it is a table's own column and that is NOT NULL; null where Postgres does not know. */
  isNotNull: boolean | null
}

/** A raw statement that a test has run: Postgres knows all that it names. */
export type FoundStatement = {
  file: string
  line: number
  /** SHA-256 of its file, hex: a record of an earlier text of the file is ignored. */
  hash: string
  /** Its literal text between the parameters. */
  pieces: readonly string[]
  columns: DescribedColumn[]
}
