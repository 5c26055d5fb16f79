import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displaySize, fitInside, needsReduced, outgrows, proxySize, REDUCED_SIDE } from './picture-size'

test('[FR12] the stretched side grows, then the frame is turned', () => {
  const coded = { width: 720, height: 576 }
  expect(displaySize(coded, { num: 1, den: 1 }, 0)).toEqual(coded)
  expect(displaySize(coded, { num: 16, den: 15 }, 0)).toEqual({ width: 768, height: 576 })
  expect(displaySize(coded, { num: 8, den: 9 }, 0)).toEqual({ width: 720, height: 648 })
  expect(displaySize(coded, { num: 16, den: 15 }, 270)).toEqual({ width: 576, height: 768 })
})

test('[FR16] a proxy is even on both sides and within its long side', () => {
  expect(proxySize({ width: 3840, height: 2160 }, 1280)).toEqual({ width: 1280, height: 720 })
  expect(proxySize({ width: 511, height: 287 }, 1280)).toEqual({ width: 510, height: 286 })
  const side = fc.integer({ min: 1, max: 8192 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const proxy = proxySize({ width, height }, 1280)
      expect([proxy.width % 2, proxy.height % 2]).toEqual([0, 0])
      expect(Math.max(proxy.width, proxy.height)).toBeLessThanOrEqual(1280)
      expect(Math.min(proxy.width, proxy.height)).toBeGreaterThanOrEqual(2)
    }),
  )
})

test('fitting never enlarges and keeps the shape', () => {
  expect(fitInside({ width: 100, height: 50 }, { width: 400, height: 400 })).toEqual({ width: 100, height: 50 })
  expect(fitInside({ width: 832, height: 480 }, { width: 256, height: 64 })).toEqual({ width: 111, height: 64 })
})

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
