import { expect, test } from 'vitest'
import { z } from 'zod'
import { isEmptyCell, NumberCell, parseRows, TableError, TextCell } from './table'

const Row = z.object({ name: TextCell, size: NumberCell })

test('blanks around cells do not count, other columns are left alone', () => {
  const rows = [{ name: ' a b ', size: '\t-1.5e1 ', note: 'x' }]
  expect(parseRows(rows, ['name', 'size'], Row)).toEqual([{ name: 'a b', size: -15 }])
  expect(parseRows([], ['name', 'size'], Row)).toEqual([])
})

test.each(['0x10', '1_000', 'Infinity', '--1', '1e', '.', '1 2'])('%j is no number', (size) => {
  expect(() => parseRows([{ name: 'a', size }], ['name', 'size'], Row)).toThrow(TableError)
})

test.each([
  ['5', 5],
  ['5.', 5],
  ['.5', 0.5],
  ['+1E-3', 0.001],
])('%j is the number %d', (size, value) => {
  expect(parseRows([{ name: 'a', size }], ['name', 'size'], Row)[0]?.size).toBe(value)
})

test('an absent, null or blank cell is empty, zero is not', () => {
  expect([undefined, null, '', ' \t'].map(isEmptyCell)).toEqual([true, true, true, true])
  expect(['0', 0].map(isEmptyCell)).toEqual([false, false])
})

test.each([
  ['1,25', 'write the decimal point as a dot'],
  ['-12,5', 'write the decimal point as a dot'],
  ['1,2,5', 'write a plain number such as 3.5'],
  ['a1,5', 'write a plain number such as 3.5'],
  ['1,5 m', 'write a plain number such as 3.5'],
  ['x', 'write a plain number such as 3.5'],
])('of %j the error says: %s', (size, cure) => {
  expect(() => parseRows([{ name: 'a', size }], ['name', 'size'], Row)).toThrow(
    `Row 1, column size: "${size}" is not a finite number; ${cure}.`,
  )
})

test('a cell that is absent or empty, and a column that is absent, are named', () => {
  const rows = [
    { name: 'a', size: 1 },
    { name: ' ', size: 1 },
  ]
  expect(() => parseRows(rows, ['name'], Row)).toThrow(
    'Row 2, column name: the cell is empty; fill it in or delete the row.',
  )
  expect(() => parseRows([{ name: 'a' }], ['name'], Row)).toThrow(
    'Row 1, column size: there is no such cell; add the column.',
  )
  expect(() => parseRows([{ name: 'a' }], ['name', 'size', 'note'], Row)).toThrow(
    'No column size, note: the header must name name, size, note (found: name).',
  )
  expect(() => parseRows([{}], ['name'], Row)).toThrow('(found: nothing)')
})
