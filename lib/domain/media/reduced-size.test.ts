import { expect, test } from 'vitest'
import { needsReduced, outgrows, REDUCED_SIDE } from './reduced-size'

const UHD = { width: 3840, height: 2160 }

test('[FR17] clips from 3 million pixels up have a reduced copy, unless it would be no smaller', () => {
  expect(needsReduced(UHD, 150)).toBe(true)
  expect(needsReduced({ width: 1440, height: 2560 }, 150)).toBe(true)
  expect(needsReduced({ width: 1920, height: 1080 }, 150)).toBe(false)
  expect(needsReduced({ width: 1900, height: 1600 }, 150)).toBe(false)
  expect(needsReduced({ width: 2560, height: 1080 }, 150)).toBe(false)
})

test('[FR17] a clip of more than 1800 frames has none, so that its import ends', () => {
  expect(needsReduced(UHD, 1800)).toBe(true)
  expect(needsReduced(UHD, 1801)).toBe(false)
})

test('[PL11] a 4K frame is painted from its own pixels once it is shown more than 1920 wide', () => {
  // Fitted to 768 of the screen's pixels, one to one is zoom 5.
  const actual = 3840 / 768
  const shown = (zoom: number) => outgrows(UHD, REDUCED_SIDE, zoom, actual)
  expect([1, 2.5, 2.6, 5, 32].map(shown)).toEqual([false, false, true, true, true])
  expect(outgrows({ width: 832, height: 480 }, REDUCED_SIDE, 32, 1)).toBe(false)
  expect(outgrows({ width: 2160, height: 3840 }, REDUCED_SIDE, 2.6, actual)).toBe(true)
})
