import { expect, test } from 'vitest'
import { TableError } from '@/lib/domain/shared'
import { benchReport, bttReport } from './score-reports'

test('[TA9] prints n and the three accuracies', () => {
  const rows = [
    { score_a: '4.5', score_b: '3', human: 'A' },
    { score_a: ' 2 ', score_b: '3.5', human: 'b' },
    { score_a: '3', score_b: '3', human: 'TIE' },
    { score_a: '3', score_b: '+.3e1', human: 'same' },
    { score_a: 1, score_b: 1, human: 'tie-bad' },
  ]
  expect(benchReport(rows)).toEqual({
    n: 5,
    with_ties: { exact: { accuracy: 1, epsilon: 0 }, videoalign: { accuracy: 1, epsilon: 0 } },
    without_ties: 1,
  })
})

test('[TA6] [TA9] undefined figures are null', () => {
  const none = { accuracy: null, epsilon: null }
  expect(benchReport([])).toEqual({ n: 0, with_ties: { exact: none, videoalign: none }, without_ties: null })
  expect(benchReport([{ score_a: '1', score_b: '2', human: 'tie' }]).without_ties).toBeNull()
})

const good = { score_a: '4', score_b: '3', human: 'A' }

test.each([
  [{ score_a: '4,5' }, 'Row 2, column score_a: "4,5" is not a finite number; write the decimal point as a dot.'],
  [{ score_b: 'nan' }, 'Row 2, column score_b: "nan" is not a finite number; write a plain number such as 3.5.'],
  [{ score_b: '1e999' }, 'Row 2, column score_b: "1e999" is not a finite number; write a plain number such as 3.5.'],
  [{ score_b: '' }, 'Row 2, column score_b: the cell is empty; fill it in or delete the row.'],
  [
    { score_a: '1e308', score_b: '-1e308' },
    'Row 2, column score_b: it lies too far from score_a for their difference to be a number; check both cells.',
  ],
  [{ human: 'left' }, 'Row 2, column human: "left" is not an answer; write A, B or tie.'],
  [{ human: undefined }, 'Row 2, column human: there is no such cell; add the column.'],
])('[TA9] refuses %j and says where', (bad, message) => {
  expect(() => benchReport([good, { ...good, ...bad }])).toThrow(new TableError(message))
})

test('[TA9] names the columns a table lacks', () => {
  expect(() => benchReport([{ score_a: '1', label: 'A' }])).toThrow(
    'No column score_b, human: the header must name score_a, score_b, human (found: score_a, label).',
  )
})

test('[PR8] three log-likelihoods a row; theta is 5 where the column or the cell is missing', () => {
  const expected = {
    score_a: 3,
    score_b: 3,
    theta: 5,
    loglik_a: expect.closeTo(-Math.log(6), 12),
    loglik_b: expect.closeTo(-Math.log(6), 12),
    loglik_tie: expect.closeTo(Math.log(2 / 3), 12),
  }
  const rows = [
    { score_a: '3', score_b: '3.0' },
    { score_a: '3', score_b: '3', theta: '' },
    { score_a: '3', score_b: '3', theta: '5' },
  ]
  expect(bttReport(rows)).toEqual([expected, expected, expected])
  expect(bttReport([{ score_a: '3', score_b: '3', theta: '2' }])[0]?.loglik_a).toBeCloseTo(-Math.log(3), 12)
  expect(bttReport([])).toEqual([])
})

test.each([
  [{ theta: '1' }, 'Row 1, column theta: theta must be above 1, got 1.'],
  [{ theta: 'wide' }, 'Row 1, column theta: "wide" is not a finite number; write a plain number such as 3.5.'],
  [{ score_a: '1e308', score_b: '-1e308' }, 'Row 1, column score_b: it lies too far from score_a'],
  [{ score_a: '' }, 'Row 1, column score_a: the cell is empty; fill it in or delete the row.'],
])('[PR8] refuses %j and says where', (bad, message) => {
  expect(() => bttReport([{ score_a: '1', score_b: '2', ...bad }])).toThrow(message)
})

test('[PR7] [PR8] scores far apart still give numbers, as far as numbers reach', () => {
  const [row] = bttReport([{ score_a: '8e307', score_b: '-8e307' }])
  expect(Object.values(row ?? {}).every(Number.isFinite)).toBe(true)
})
