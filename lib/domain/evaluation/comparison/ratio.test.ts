import { expect, test } from 'vitest'
import { wilsonInterval } from '@/lib/domain/agreement'
import { ratioFigure, shareFigure } from './ratio'

const ones = (...parts: number[]) => parts.map((part) => ({ part, whole: 1 }))

test('[RC4] a mean has Student’s interval', () => {
  // s = 1.5811, t(4) = 2.776: half width 1.963.
  const { value, ci95, n } = ratioFigure(ones(1, 2, 3, 4, 5))
  expect([value, n]).toEqual([3, 5])
  expect(ci95?.[0]).toBeCloseTo(1.037, 1)
  expect(ci95?.[1]).toBeCloseTo(4.963, 1)
  // t(1) = 12.706, s = 1.0607.
  const two = ratioFigure(ones(1, -0.5)).ci95
  expect(two?.map((end) => end.toFixed(2))).toEqual(['-9.28', '9.78'])
  expect(ratioFigure(ones(7)).ci95).toBeNull()
})

test('[RC6] the interval of a share is wider where a few clips hold most frames', () => {
  const even = shareFigure(Array.from({ length: 20 }, (_, place) => ({ part: place % 2 === 0 ? 5 : 4, whole: 5 })))
  const uneven = shareFigure(Array.from({ length: 20 }, (_, place) => ({ part: place % 2 === 0 ? 5 : 0, whole: 5 })))
  expect(even).toMatchObject({ value: 0.9, n: 100 })
  const width = ({ ci95 }: typeof even) => (ci95 ? ci95[1] - ci95[0] : 0)
  expect(width(uneven)).toBeGreaterThan(3 * width(even))
  expect(uneven.ci95?.every((end) => end >= 0 && end <= 1)).toBe(true)
})

test('[RC6] clips that are all alike take Wilson’s interval; nothing to share gives none', () => {
  const flat = shareFigure([
    { part: 3, whole: 3 },
    { part: 3, whole: 3 },
  ])
  expect(flat.value).toBe(1)
  expect(flat.ci95?.[0]).toBeCloseTo(0.61, 2)
  expect(shareFigure([{ part: 0, whole: 0 }])).toEqual({ value: null, ci95: null, n: 0 })
})

test('[RC6] clips that are all alike take Wilson’s interval whatever their share, rounding or not', () => {
  for (let whole = 1; whole <= 60; whole += 1) {
    for (let part = 0; part <= whole; part += 1) {
      const { ci95 } = shareFigure([
        { part, whole },
        { part, whole },
        { part: 2 * part, whole: 2 * whole },
        { part: 0, whole: 0 },
      ])
      expect(ci95, `${part} of ${whole}`).toEqual(wilsonInterval(4 * part, 4 * whole))
    }
  }
})
