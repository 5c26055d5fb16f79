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
