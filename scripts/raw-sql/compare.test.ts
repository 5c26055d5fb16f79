import { expect, test } from 'vitest'
import { columnComplaint, rawSqlComplaints } from './compare'
import type { DeclaredColumn } from './declared'
import type { DescribedColumn, FoundStatement } from './found'

const declared: DeclaredColumn = { name: 'score', type: 'number', isArray: false, isNullable: false, values: null }
const described: DescribedColumn = { name: 'score', type: 'float8', labels: null, isNotNull: true }

test.each<[string, Partial<DeclaredColumn>, Partial<DescribedColumn>, string | null]>([
  ['what fits', {}, {}, null],
  ['an expression, of which Postgres cannot tell whether it is null', {}, { isNotNull: null }, null],
  ['another type', { type: 'string' }, {}, 'score is a string, but Postgres gives float8'],
  ['a bigint that is taken for a number', {}, { type: 'int8' }, 'score is a number, but Postgres gives int8'],
  ['a type that nobody has met', {}, { type: 'numeric' }, "score: nothing is known of Postgres' type numeric"],
  ['null that was forgotten', {}, { isNotNull: false }, 'score may be NULL in its table, but its type has no null'],
  ['null that was thought of', { isNullable: true }, { isNotNull: false }, null],
  ['a list', { isArray: true }, {}, 'score: one side has a list, the other has none'],
  ['lists', { isArray: true }, { type: '_float8' }, null],
  [
    'JSON with a shape',
    { type: 'json' },
    { type: 'jsonb' },
    'score is stored JSON, so its type is unknown until it is parsed',
  ],
  ['JSON without one', { type: 'unknown' }, { type: 'jsonb', isNotNull: false }, null],
  ['one thing or another', { type: 'mixed' }, {}, 'score is a mixed, but Postgres gives float8'],
  ['some labels', { type: 'string', values: ['open'] }, { type: 'State', labels: ['open', 'done'] }, null],
  [
    'a label that there is not',
    { type: 'string', values: ['open', 'shut'] },
    { type: 'State', labels: ['open', 'done'] },
    'score is never shut: no such label of State',
  ],
])('a column: %s', (_, one, other, complaint) => {
  expect(columnComplaint({ ...declared, ...one }, { ...described, ...other })).toBe(complaint)
})

const statement = { file: 'lib/a.ts', line: 3, lastLine: 6, columns: [declared] }
const piece = { file: 'lib/a.ts', line: 3, text: 'SELECT score FROM "FrameScore"' }
const sources = { statements: [statement], pieces: [piece] }
const ran: FoundStatement = {
  file: 'lib/a.ts',
  line: 5,
  hash: '',
  pieces: ['SELECT score FROM "FrameScore" WHERE id = ', ''],
  columns: [described],
}

test('a statement that a test ran and that gives what its type says is right', () => {
  expect(rawSqlComplaints(sources, [ran])).toEqual([])
})

test('statements and parts that no test runs are named with file and line', () => {
  const elsewhere = [
    { ...ran, line: 7 },
    { ...ran, file: 'lib/b.ts' },
  ]
  expect(rawSqlComplaints(sources, elsewhere)).toEqual(['lib/a.ts:3: no database test runs this statement'])
  expect(rawSqlComplaints(sources, [{ ...ran, pieces: ['SELECT 1'] }])).toEqual([
    'lib/a.ts:3: no database test runs this part: SELECT score FROM "FrameScore"',
  ])
})

test('every way in which a statement was run must give the columns of its type', () => {
  expect(rawSqlComplaints(sources, [ran, { ...ran, columns: [] }])).toEqual([
    'lib/a.ts:3: score: the statement gives no such column',
  ])
  expect(rawSqlComplaints({ ...sources, statements: [{ ...statement, columns: null }] }, [ran])).toEqual([])
})
