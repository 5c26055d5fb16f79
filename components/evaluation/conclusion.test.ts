import { expect, test } from 'vitest'
import { conclusionOf, differenceScale } from './conclusion'

const comparison = (ci95: [number, number] | null, enough = true) => ({
  difference: { value: 0.1, ci95, n: 30 },
  enough,
})

test('[AC6] an interval that holds 0 is no sign; too few pairs say nothing whatever the interval', () => {
  expect(conclusionOf(comparison([-0.1, 0.2]))).toBe('none')
  expect(conclusionOf(comparison([0.01, 0.2]))).toBe('up')
  expect(conclusionOf(comparison([-0.2, -0.01]))).toBe('down')
  expect(conclusionOf(comparison([0.01, 0.2], false))).toBe('too-few')
  expect(conclusionOf(comparison(null))).toBe('too-few')
})

test('the scale of a difference has 0 in the middle and holds the interval', () => {
  const scale = differenceScale({ value: 1, ci95: [-0.5, 2], n: 3 })
  expect(scale.low).toBe(-scale.high)
  expect(scale.high).toBeGreaterThan(2)
  expect(differenceScale({ value: null, ci95: null, n: 0 }).high).toBeGreaterThan(0)
})
