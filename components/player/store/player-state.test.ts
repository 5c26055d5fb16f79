import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createPlayerState,
  createStillState,
  neighbourSpeed,
  type PlayerAction,
  reducePlayer,
  totalUs,
} from './player-state'

const slow = { ptsUs: [0, 62_500, 125_000, 187_500], durationUs: 250_000 }
const fast = { ptsUs: Array.from({ length: 12 }, (_, index) => index * 41_667), durationUs: 500_004 }
const start = createPlayerState({ left: fast, right: slow }, 'left')

function after(...actions: PlayerAction[]) {
  return actions.reduce(reducePlayer, start)
}

test('[PL3] a step moves the focused side by source frames; the other side follows in time', () => {
  expect(after({ type: 'step', frames: 1 }).frames).toEqual({ left: 1, right: 0 })
  expect(after({ type: 'step', frames: 2 }).frames).toEqual({ left: 2, right: 1 })
  expect(after({ type: 'focus', side: 'right' }, { type: 'step', frames: 1 }).frames).toEqual({ left: 1, right: 1 })
})

test('[PL3] steps never leave the clip, and every frame can be reached from either end', () => {
  expect(after({ type: 'step', frames: -1 }).frames.left).toBe(0)
  expect(after({ type: 'step', frames: 99 }).frames.left).toBe(11)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { maxLength: 30 }), (steps) => {
      let expected = 0
      let state = start
      for (const frames of steps) {
        expected = Math.max(0, Math.min(11, expected + frames))
        state = reducePlayer(state, { type: 'step', frames })
        expect(state.frames.left).toBe(expected)
        expect(state.timeUs).toBe(fast.ptsUs[expected])
      }
    }),
  )
})

test('[PL3] frames a fraction of a millisecond apart are still stepped one by one', () => {
  const dense = { ptsUs: [0, 400, 800, 1200], durationUs: 1600 }
  const state = createPlayerState({ left: dense, right: slow }, 'left')
  expect(reducePlayer(state, { type: 'step', frames: 1 }).frames.left).toBe(1)
})

test('[PL2] the clock ends with the longer clip and stops there', () => {
  expect(totalUs(start)).toBe(500_004)
  const ended = after({ type: 'play' }, { type: 'tick', timeUs: 600_000 })
  expect(ended).toMatchObject({ playing: false, frames: { left: 11, right: 3 } })
  expect(reducePlayer(ended, { type: 'play' }).timeUs).toBe(0)
})

test('[PL3] pausing snaps to the frame that playback put on screen', () => {
  const paused = after(
    { type: 'play' },
    { type: 'tick', timeUs: 190_000 },
    { type: 'presented', side: 'left', index: 4 },
    { type: 'pause' },
  )
  expect(paused).toMatchObject({ playing: false, timeUs: 4 * 41_667, frames: { left: 4, right: 2 } })
})

test('[PL8] a loop plays from its first frame to the end of its last one, and then again', () => {
  const looped = after(
    { type: 'seek-frame', side: 'left', index: 4 },
    { type: 'loop-from' },
    { type: 'step', frames: 2 },
    { type: 'loop-to' },
  )
  expect(looped.loop).toEqual({ fromUs: 166_668, toUs: 291_669 })
  const outside = reducePlayer(reducePlayer(looped, { type: 'seek-frame', side: 'left', index: 9 }), { type: 'play' })
  expect(outside).toMatchObject({ playing: true, timeUs: 166_668, frames: { left: 4 } })
  const round = reducePlayer(outside, { type: 'tick', timeUs: 291_669 + 1_000 })
  expect(round).toMatchObject({ playing: true, timeUs: 167_668, frames: { left: 4 } })
})

test('[PL8] the loop covers both clips at first, and can be switched off', () => {
  const looped = after({ type: 'loop' }, { type: 'play' }, { type: 'tick', timeUs: 500_004 + 7 })
  expect(looped).toMatchObject({ playing: true, timeUs: 7, loop: { fromUs: 0, toUs: 500_004 } })
  expect(reducePlayer(looped, { type: 'loop' }).loop).toBeNull()
})

test('[PL8] whatever ends are set, a loop holds at least one whole frame and lies within the clips', () => {
  const end = fc.record({
    type: fc.constant('loop-end' as const),
    end: fc.constantFrom('from' as const, 'to' as const),
    side: fc.constantFrom('left' as const, 'right' as const),
    index: fc.integer({ min: -2, max: 14 }),
  })
  fc.assert(
    fc.property(fc.array(end, { minLength: 1, maxLength: 6 }), (ends) => {
      const { loop } = ends.reduce(reducePlayer, start)
      expect(loop?.fromUs).toBeGreaterThanOrEqual(0)
      expect(loop?.toUs).toBeGreaterThan(loop?.fromUs ?? 0)
      expect(loop?.toUs).toBeLessThanOrEqual(totalUs(start))
    }),
  )
})

test('a tick or a presented frame that comes after the pause changes nothing', () => {
  const paused = after({ type: 'seek-frame', side: 'left', index: 3 })
  expect(reducePlayer(paused, { type: 'tick', timeUs: 400_000 })).toBe(paused)
  expect(reducePlayer(paused, { type: 'presented', side: 'left', index: 9 })).toBe(paused)
})

test('a frame pair cannot be played or stepped, only focused', () => {
  const still = createStillState({ left: fast, right: slow }, 'left', { left: 5, right: 3 }, 200_000)
  expect(reducePlayer(still, { type: 'play' })).toBe(still)
  expect(reducePlayer(still, { type: 'step', frames: 1 })).toBe(still)
  expect(reducePlayer(still, { type: 'focus', side: 'right' }).focus).toBe('right')
})

test('speeds go from a tenth to double', () => {
  expect(neighbourSpeed(1, 1)).toBe(1.25)
  expect(neighbourSpeed(2, 1)).toBe(2)
  expect(neighbourSpeed(0.1, -1)).toBe(0.1)
  expect(after({ type: 'speed', speed: 9 }).speed).toBe(2)
})
