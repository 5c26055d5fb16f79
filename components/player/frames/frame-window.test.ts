import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centreOf, frameWindow, inWindow, nextSpan } from './frame-window'

const plan = fc
  .record({
    frameCount: fc.integer({ min: 1, max: 200 }),
    capacity: fc.integer({ min: 1, max: 250 }),
    at: fc.nat(199),
    named: fc.array(fc.nat(199), { maxLength: 12 }),
  })
  .map(({ at, named, ...rest }) => ({
    ...rest,
    playhead: Math.min(at, rest.frameCount - 1),
    anchors: named.filter((index) => index < rest.frameCount),
  }))

function members(given: Parameters<typeof frameWindow>[0]): number[] {
  const window = frameWindow(given)
  return Array.from({ length: given.frameCount }, (_, index) => index).filter((index) => inWindow(window, index))
}

test('[PL6] the window holds the playhead and never more than fits', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const held = members(given)
      expect(held).toContain(given.playhead)
      expect(held.length).toBeLessThanOrEqual(Math.min(given.capacity, given.frameCount))
    }),
  )
})

test('[PL6] without named frames the window is one span of all that fits', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const held = members({ ...given, anchors: [] })
      expect(held.length).toBe(Math.min(given.capacity, given.frameCount))
      expect((held.at(-1) ?? 0) - (held[0] ?? 0)).toBe(held.length - 1)
    }),
  )
})

test('[PL6] a third of the window is for the surroundings of the named frames, the nearest first', () => {
  const held = members({ frameCount: 1000, capacity: 63, playhead: 100, anchors: [500, 900, 400, 300] })
  for (const anchor of [300, 400, 500]) expect(held).toEqual(expect.arrayContaining([anchor - 3, anchor, anchor + 3]))
  expect(held).not.toContain(900)
  expect(held).toHaveLength(63)
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
      expect(first).toBe(given.playhead)
      expect([...decoded].sort((a, b) => a - b)).toEqual(members(given))
    }),
  )
})

test('[PL6] the named frames are decoded before what lies far ahead, and before what lies behind', () => {
  const decoded = new Set<number>()
  const has = (index: number) => decoded.has(index)
  const given = { frameCount: 400, capacity: 150, playhead: 100, anchors: [300] }
  const spans = []
  for (let span = nextSpan({ ...given, has }); span; span = nextSpan({ ...given, has })) {
    spans.push(span.from)
    for (let index = span.from; index <= Math.min(span.to, span.from + 7); index++) decoded.add(index)
  }
  expect(spans.indexOf(297)).toBeGreaterThan(spans.indexOf(116))
  expect(spans.indexOf(297)).toBeLessThan(spans.indexOf(132))
})

test('[PL6] a step back from a decoded run takes the run before it at once', () => {
  const has = (index: number) => index >= 50 && index < 80
  expect(nextSpan({ frameCount: 200, capacity: 90, playhead: 49, has })).toEqual({ from: 20, to: 49 })
})

test('[PL6] steps to and fro leave the window where it is; the playhead always lies in it', () => {
  expect(centreOf(100, 103, 24)).toBe(100)
  expect(centreOf(100, 104, 24)).toBe(104)
  fc.assert(
    fc.property(plan, fc.nat(199), (given, before) => {
      const centre = centreOf(Math.min(before, given.frameCount - 1), given.playhead, given.capacity)
      expect(members({ ...given, centre })).toContain(given.playhead)
    }),
  )
})
