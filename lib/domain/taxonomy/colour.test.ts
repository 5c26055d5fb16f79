import { expect, test } from 'vitest'
import { contrastRatio, labelColours, labelTokens, MIN_LABEL_CONTRAST, surfaces } from './colour'

test('[TX4] black on white is 21, a colour on itself 1, order does not matter', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 10)
  expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21, 10)
  expect(contrastRatio('#5cbdf0', '#5CBDF0')).toBe(1)
  // The grey that WCAG's own material gives as the lightest to pass 4.5 on white.
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])('[TX4] label colour %d stands out in both themes', (token) => {
  const { dark, light } = labelColours(token)
  expect(contrastRatio(dark, surfaces.dark)).toBeGreaterThanOrEqual(MIN_LABEL_CONTRAST)
  expect(contrastRatio(light, surfaces.light)).toBeGreaterThanOrEqual(MIN_LABEL_CONTRAST)
})

test('[TX4] the eight colours differ from each other', () => {
  expect(new Set(labelTokens.flatMap(({ dark, light }) => [dark, light])).size).toBe(16)
})
