import { expect, test } from 'vitest'
import { bttReport } from './btt-report'

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
