import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameAt, frameLengthUs, isHeld, matchFrame } from './timeline'

const mp4 = { ptsUs: [0, 41_667, 83_333, 125_000], durationUs: 166_667 }
const webm = { ptsUs: [0, 42_000, 83_000, 125_000], durationUs: 167_000 }

const table = fc.array(fc.integer({ min: 2_000, max: 200_000 }), { minLength: 1, maxLength: 60 }).map((gaps) => {
  let time = 0
  return [0, ...gaps.map((gap) => (time += gap))]
})

test('[PL1] frames that two containers round differently are shown together', () => {
  expect(frameAt(mp4, 41_667)).toBe(1)
  expect(frameAt(webm, 41_667)).toBe(1)
  expect(frameAt(webm, 41_000)).toBe(0)
})

test('[PL1] every frame is on screen from its own time on, whatever the rate', () => {
  fc.assert(
    fc.property(table, (ptsUs) => {
      const clip = { ptsUs, durationUs: (ptsUs.at(-1) ?? 0) + 1 }
      for (const [index, time] of ptsUs.entries()) expect(frameAt(clip, time)).toBe(index)
    }),
  )
})

test('[PL1] before the first frame the first is shown, after the last the last', () => {
  expect(frameAt(mp4, -5)).toBe(0)
  expect(frameAt(mp4, 9_000_000)).toBe(3)
})

test('[PL2] the last frame is held only once its time is over', () => {
  expect(isHeld(mp4, 130_000)).toBe(false)
  expect(isHeld(mp4, 166_667)).toBe(true)
  expect(isHeld({ ptsUs: [0], durationUs: 0 }, 0)).toBe(false)
})

test('[PL4] a picture belongs to the nearest index within half a frame', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: -990, max: 990 }), (ptsUs, error) => {
      for (const [index, time] of ptsUs.entries()) expect(matchFrame(ptsUs, time + error)).toBe(index)
    }),
  )
})

test('[PL4] a picture between two frames of a gap, or outside the clip, belongs to none', () => {
  expect(matchFrame([0, 40_000, 500_000, 540_000], 250_000)).toBeNull()
  expect(matchFrame([0, 40_000], 100_000)).toBeNull()
  expect(matchFrame([0, 40_000], -30_000)).toBeNull()
  expect(matchFrame([0], 33_000)).toBe(0)
})

test('a frame lasts until the next; the last one until the clip ends', () => {
  expect(frameLengthUs(mp4, 0)).toBe(41_667)
  expect(frameLengthUs(mp4, 3)).toBe(41_667)
})
