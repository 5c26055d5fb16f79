import type { DeclaredColumn, DeclaredType, RawSources, RawStatement } from './declared'
import type { DescribedColumn, FoundStatement } from './found'

/** What Prisma's client makes of each of Postgres' types in the answer of a raw statement. */
const BECOMES: Record<string, DeclaredType> = {
  bool: 'boolean',
  bytea: 'bytes',
  char: 'string',
  date: 'date',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  json: 'json',
  jsonb: 'json',
  name: 'string',
  text: 'string',
  timestamp: 'date',
  timestamptz: 'date',
  uuid: 'string',
  varchar: 'string',
}

function typeOf({ type, labels }: DescribedColumn): { type: DeclaredType | null; isArray: boolean } {
  const isArray = type.startsWith('_')
  const name = isArray ? type.slice(1) : type
  return { type: labels ? 'string' : (BECOMES[name] ?? null), isArray }
}

/** What is wrong with the type of one column, or null. Stored JSON is anything until it is parsed. */
export function columnComplaint(declared: DeclaredColumn, described: DescribedColumn | undefined): string | null {
  const { name } = declared
  if (!described) return `${name}: the statement gives no such column`
  const { type, isArray } = typeOf(described)
  if (type === null) return `${name}: nothing is known of Postgres' type ${described.type}`
  if (type === 'json' && declared.type !== 'unknown')
    return `${name} is stored JSON, so its type is unknown until it is parsed`
  if (type !== declared.type && declared.type !== 'unknown')
    return `${name} is a ${declared.type}, but Postgres gives ${described.type}`
  if (isArray !== declared.isArray && declared.type !== 'unknown')
    return `${name}: one side has a list, the other has none`
  if (described.isNotNull === false && !declared.isNullable && declared.type !== 'unknown')
    return `${name} may be NULL in its table, but its type has no null`
  const unknown = described.labels ? (declared.values ?? []).filter((value) => !described.labels?.includes(value)) : []
  return unknown.length > 0 ? `${name} is never ${unknown.join(' or ')}: no such label of ${described.type}` : null
}

function isOf({ file, line, lastLine }: RawStatement, found: FoundStatement): boolean {
  return found.file === file && found.line >= line && found.line <= lastLine
}

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}

/**
 * All problems of the product's raw SQL.
 * @param found what the tests have run of the current sources
 */
export function rawSqlComplaints({ statements, pieces }: RawSources, found: readonly FoundStatement[]): string[] {
  const complaints = new Set<string>()
  const ran = (statement: RawStatement) => found.some((one) => isOf(statement, one))
  for (const statement of statements) {
    const place = `${statement.file}:${statement.line}`
    if (!ran(statement)) complaints.add(`${place}: no database test runs this statement`)
    for (const { columns } of found.filter((one) => isOf(statement, one)))
      for (const declared of statement.columns ?? []) {
        const described = columns.find(({ name }) => name === declared.name)
        const complaint = columnComplaint(declared, described)
        if (complaint) complaints.add(`${place}: ${complaint}`)
      }
  }
  const texts = [...new Set(found.flatMap((one) => one.pieces))].join('\n\0\n')
  const isUnrun = (file: string, line: number) =>
    statements.some((one) => one.file === file && one.line <= line && line <= one.lastLine && !ran(one))
  for (const { file, line, text } of pieces)
    if (!texts.includes(text) && !isUnrun(file, line))
      complaints.add(`${file}:${line}: no database test runs this part: ${shortened(text)}`)
  return [...complaints].sort()
}
