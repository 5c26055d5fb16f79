import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, shuffled, sum } from '@/lib/domain/shared'
import { measureAgreement } from './agreement'
import type { Rating } from './ratings'

/** One string of values per observer, blank-separated, `.` for a missing one; columns are units. */
function grid(...observers: string[]): Rating[] {
  return observers.flatMap((row, observer) =>
    row
      .split(/\s+/)
      .flatMap((value, unit) => (value === '.' ? [] : { annotator: `o${observer}`, item: `u${unit}`, value })),
  )
}

const k2011a = grid('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0')
const k2011b = grid('a a b b d c c c e d d a', 'b a b b b c c c e d d d')
const k2011c = grid(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
)
const wikipedia = grid(
  '. . . . . 3 4 1 2 1 1 3 3 . 3',
  '1 . 2 1 3 3 4 3 . . . . . . .',
  '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
)

describe('published worked examples', () => {
  test('[AG5] Krippendorff 2011 A: two observers, binary, 0.095', () => {
    expect(measureAgreement(k2011a).alphaNominal.value).toBeCloseTo(1 - (19 * 8) / (2 * 14 * 6), 12)
    expect(measureAgreement(k2011a).alphaNominal.value).toBeCloseTo(0.095, 3)
  })

  test('[AG5] Krippendorff 2011 B: two observers, five categories, 0.692', () => {
    expect(measureAgreement(k2011b).alphaNominal.value).toBeCloseTo(0.692, 3)
  })

  test('[AG3] [AG5] Krippendorff 2011 C: four observers, missing ratings, 113/152 = 0.743', () => {
    expect(measureAgreement(k2011c).alphaNominal.value).toBeCloseTo(113 / 152, 12)
  })

  test('[AG5] three coders with many gaps, 0.691', () => {
    expect(measureAgreement(wikipedia).alphaNominal.value).toBeCloseTo(0.691, 3)
  })

  test('[AG4] percent agreement of Krippendorff 2011 A, B and C', () => {
    expect(measureAgreement(k2011a).percentAgreement).toBeCloseTo(6 / 10, 12)
    expect(measureAgreement(k2011b).percentAgreement).toBeCloseTo(9 / 12, 12)
    expect(measureAgreement(k2011c).percentAgreement).toBeCloseTo(9 / 11, 12)
  })
})

test('[AG1] counts every item, annotator and rating, pairable or not', () => {
  expect(measureAgreement(k2011c)).toMatchObject({ items: 12, annotators: 4, ratings: 41, pairableItems: 11 })
})

test('[AG2] refuses a second rating of an item by one annotator, naming both', () => {
  const twice = [...k2011a, { annotator: 'o1', item: 'u3', value: '1' }]
  expect(() => measureAgreement(twice)).toThrow(/"o1" rates item "u3" more than once; keep one/)
})

test('[AG4] an item with two ratings weighs as much as an item with four', () => {
  const ratings = grid('a a', 'a b', 'a .', 'a .')
  expect(measureAgreement(ratings).percentAgreement).toBe(0.5)
})

test('[AG6] no ratings, no pairable item: both coefficients are undefined', () => {
  for (const ratings of [[], grid('a b .', '. . c')]) {
    const { percentAgreement, alphaNominal } = measureAgreement(ratings)
    expect(percentAgreement).toBeNull()
    expect(alphaNominal).toMatchObject({ value: null, ci95: null })
  }
})

test('[AG6] [AG8] one category: agreement is 1, alpha undefined and without interval', () => {
  const { percentAgreement, percentAgreementCi95, alphaNominal } = measureAgreement(grid('a a a', 'a a a'))
  expect(percentAgreement).toBe(1)
  expect(percentAgreementCi95).toEqual([1, 1])
  expect(alphaNominal).toEqual({ value: null, ci95: null, undefinedDraws: 1000 })
})

test('[AG8] one pairable item has a value but no interval', () => {
  const { percentAgreementCi95, alphaNominal } = measureAgreement(grid('a b', 'b .'))
  expect(alphaNominal).toMatchObject({ value: 0, ci95: null })
  expect(percentAgreementCi95).toBeNull()
})

test('[AG8] draws without variation are left out and counted', () => {
  const { value, ci95, undefinedDraws } = measureAgreement(grid('a a a b', 'a a a b')).alphaNominal
  expect(value).toBe(1)
  expect(ci95).toEqual([1, 1])
  // A draw is without variation with chance (3/4)⁴ + (1/4)⁴ = 0.32.
  expect(undefinedDraws).toBeGreaterThan(250)
  expect(undefinedDraws).toBeLessThan(400)
})

const ratingsArbitrary = fc
  .array(fc.array(fc.constantFrom('a', 'b', 'c', '.'), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((rows) => grid(...rows.map((row) => row.join(' '))))

test('[AG7] the order of the ratings changes nothing, the interval included', () => {
  fc.assert(
    fc.property(ratingsArbitrary, fc.integer(), (ratings, seed) => {
      const options = { draws: 50 }
      const reordered = measureAgreement(shuffled(ratings, createRng(seed)), options)
      const straight = measureAgreement(ratings, options)
      expect(reordered.percentAgreementCi95).toEqual(straight.percentAgreementCi95)
      expect(reordered.alphaNominal).toEqual(straight.alphaNominal)
    }),
  )
})

test('[AG5] equals the textbook sum over the coincidence matrix', () => {
  fc.assert(
    fc.property(ratingsArbitrary, (ratings) => {
      const alpha = measureAgreement(ratings, { draws: 1 }).alphaNominal.value
      const textbook = alphaByMatrix(ratings)
      if (textbook === null) expect(alpha).toBeNull()
      else expect(alpha).toBeCloseTo(textbook, 10)
    }),
  )
})

test('[AG7] the interval covers the truth about as often as it claims', () => {
  // Two raters answer the truth, a fair coin, with chance 0.8 each and the other side else: α → 1 − 0.32/0.5 = 0.36.
  const rng = createRng('coverage')
  const runs = 200
  let covered = 0
  for (let run = 0; run < runs; run += 1) {
    const ratings = Array.from({ length: 120 }, (_, item) => {
      const truth = rng.int(2)
      return ['p', 'q'].map((annotator) => ({
        annotator,
        item: `${item}`,
        value: `${rng.next() < 0.8 ? truth : 1 - truth}`,
      }))
    }).flat()
    const { ci95 } = measureAgreement(ratings, { draws: 200, seed: run }).alphaNominal
    if (ci95 && ci95[0] <= 0.36 && 0.36 <= ci95[1]) covered += 1
  }
  expect(covered / runs).toBeGreaterThan(0.89)
  expect(covered / runs).toBeLessThanOrEqual(0.99)
})

function alphaByMatrix(ratings: readonly Rating[]): number | null {
  const totals = new Map<string, number>()
  let disagreeing = 0
  for (const one of ratings) {
    const others = ratings.filter(({ item, annotator }) => item === one.item && annotator !== one.annotator)
    for (const other of others) {
      const weight = 1 / others.length
      totals.set(one.value, (totals.get(one.value) ?? 0) + weight)
      if (one.value !== other.value) disagreeing += weight
    }
  }
  const sizes = [...totals.values()]
  const n = sum(sizes)
  const expected = sum(sizes.map((size) => size * (n - size))) / (n - 1)
  return sizes.length < 2 ? null : 1 - disagreeing / expected
}
