import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameWindow, nextSpan } from './frame-window'

const plan = fc
  .record({ frameCount: fc.integer({ min: 1, max: 200 }), capacity: fc.integer({ min: 1, max: 250 }), at: fc.nat(199) })
  .map(({ at, ...rest }) => ({ ...rest, playhead: Math.min(at, rest.frameCount - 1) }))

test('[PL6] the window holds the playhead and never more than fits', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const { from, to } = frameWindow(given)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThan(given.frameCount)
      expect(to - from + 1).toBe(Math.min(given.capacity, given.frameCount))
      expect(given.playhead).toBeGreaterThanOrEqual(from)
      expect(given.playhead).toBeLessThanOrEqual(to)
    }),
  )
})

test('[PL6] decoding span after span fills the window once, the playhead first', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const decoded = new Set<number>()
      const has = (index: number) => decoded.has(index)
      let first: number | null = null
      for (let span = nextSpan({ ...given, has }); span; span = nextSpan({ ...given, has })) {
        first ??= span.from
        for (let index = span.from; index <= span.to; index++) {
          expect(decoded.has(index)).toBe(false)
          decoded.add(index)
        }
      }
      const { from, to } = frameWindow(given)
      expect(first).toBe(given.playhead)
      expect([...decoded].sort((a, b) => a - b)).toEqual(Array.from({ length: to - from + 1 }, (_, n) => from + n))
    }),
  )
})

test('[PL6] a step back from a decoded run takes the run before it at once', () => {
  const has = (index: number) => index >= 50 && index < 80
  expect(nextSpan({ frameCount: 200, capacity: 90, playhead: 49, has })).toEqual({ from: 25, to: 49 })
})
