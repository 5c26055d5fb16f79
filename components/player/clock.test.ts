import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startClock } from './clock'
import { createPlayerState, type PlayerState, reducePlayer } from './store'

const clip = { ptsUs: Array.from({ length: 250 }, (_, index) => index * 40_000), durationUs: 10_000_000 }

/** A display whose frames come when the test says so, at a time the test says. */
let frames: FrameRequestCallback[] = []
function display(nowMs: number): void {
  for (const frame of frames.splice(0)) frame(nowMs)
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function begin(over: Partial<PlayerState> = {}) {
  let player = { ...createPlayerState({ left: clip, right: clip }, 'left'), playing: true, ...over }
  const videos = { ready: true }
  const stop = startClock({
    player: () => player,
    dispatch: (action) => {
      player = reducePlayer(player, action)
    },
    ready: () => videos.ready,
  })
  return { videos, stop, timeMs: () => player.timeUs / 1000 }
}

test('[PL2] media time goes on with the display, as fast as the speed says', () => {
  const { timeMs } = begin({ speed: 0.5 })
  for (const now of [1000, 1016, 1032]) display(now)
  expect(timeMs()).toBe(16)
})

test('[PL2] the clock waits for the slower video, and does not catch up on what it waited', () => {
  const { timeMs, videos } = begin()
  for (const now of [1000, 1010]) display(now)
  videos.ready = false
  for (const now of [1020, 1100]) display(now)
  videos.ready = true
  for (const now of [1200, 1210]) display(now)
  expect(timeMs()).toBe(20)
})

test('a tab that slept does not jump: at most a quarter of a second passes between two frames', () => {
  const { timeMs } = begin()
  for (const now of [1000, 9000]) display(now)
  expect(timeMs()).toBe(250)
})

test('stopped, it asks for no more frames', () => {
  const { stop, timeMs } = begin()
  display(1000)
  stop()
  display(1100)
  expect(timeMs()).toBe(0)
})
