import { expect, test } from 'vitest'
import { TableError } from '@/lib/domain/shared'
import { agreementReport } from './report'

const rows = [
  { annotator: 'ann', item: '1', value: 'left' },
  { annotator: ' ben ', item: '1', value: ' left' },
  { annotator: 'ann', item: '2', value: 'tie' },
  { annotator: 'ben', item: '2', value: 'left' },
  { annotator: 'ann', item: '3', value: 'right' },
  { annotator: 'ben', item: '3', value: '' },
]

test('[AG1] [AG10] prints the counts, the coefficients and nothing else', () => {
  const report = agreementReport(rows)
  expect(report).toEqual({
    items: 3,
    annotators: 2,
    ratings: 5,
    percent_agreement: 0.5,
    krippendorff_alpha: { nominal: { value: 0, ci95: expect.any(Array) } },
  })
})

test('[AG10] an empty value is a missing rating, also of an item nobody else rated', () => {
  const report = agreementReport([...rows, { annotator: 'cid', item: '9', value: '  ' }])
  expect(report).toEqual(agreementReport(rows))
})

test('[AG10] values differ by case', () => {
  const report = agreementReport([
    { annotator: 'ann', item: '1', value: 'A' },
    { annotator: 'ben', item: '1', value: 'a' },
  ])
  expect(report.percent_agreement).toBe(0)
})

test.each([
  ['an empty item', [{ annotator: 'ann', item: ' ', value: 'x' }], /Row 1, column item: the cell is empty/],
  [
    'an absent column',
    [{ annotator: 'ann', item: '1' }],
    /No column value: the header must name annotator, item, value/,
  ],
  ['two ratings', [rows[0], rows[0]].flatMap((row) => row ?? []), /"ann" rates item "1" more than once/],
])('[AG2] [AG10] refuses %s and says where', (_, bad, message) => {
  expect(() => agreementReport(bad)).toThrow(TableError)
  expect(() => agreementReport(bad)).toThrow(message)
})

test('[AG1] no rows: zero counts, undefined figures', () => {
  expect(agreementReport([])).toEqual({
    items: 0,
    annotators: 0,
    ratings: 0,
    percent_agreement: null,
    krippendorff_alpha: { nominal: { value: null, ci95: null } },
  })
})
