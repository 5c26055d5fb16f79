import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displaySize, fitInside, proxySize } from './display-size'

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
