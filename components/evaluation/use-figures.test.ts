import { expect, test } from 'vitest'
import { isMeasured, plotOf } from './use-figures'

test('[EV7] a share of nothing is neither written nor drawn, a share of something is', () => {
  // The F1 of a label that the model names and no frame truly has.
  const ofNothing = { value: 0, ci95: [0, 0.3] as [number, number], n: 0 }
  expect(isMeasured(ofNothing)).toBe(false)
  expect(plotOf(ofNothing)).toEqual({ value: null, ci95: null })
  const none = { ...ofNothing, n: 12 }
  expect(isMeasured(none)).toBe(true)
  expect(plotOf(none)).toEqual({ value: 0, ci95: [0, 0.3] })
  expect(isMeasured({ value: null, ci95: null, n: 12 })).toBe(false)
})
