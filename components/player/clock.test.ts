import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { playFrames, startClock } from './clock'
import type { DecodedFrame } from './frames/frame-cache'
import type { FrameSource } from './frames/source'
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

/** A clip of which some frames are decoded and some cannot be, and the clock that it follows. */
function clipAt(timeUs: number) {
  const known = { held: new Set<number>(), failed: new Set<number>() }
  const sought: number[] = []
  const source: Pick<FrameSource, 'video' | 'peek' | 'seek' | 'failure'> = {
    video: { ...clip } as FrameSource['video'],
    peek: (index) => (known.held.has(index) ? ({ index } as DecodedFrame) : null),
    seek: (index) => sought.push(index),
    failure: (index) => (known.failed.has(index) ? 'gone' : null),
  }
  const clock = { playing: true, timeUs }
  const presented: number[] = []
  let ready: (() => boolean) | null = null
  const stop = playFrames(source as FrameSource, () => ({
    playing: clock.playing,
    timeUs: () => clock.timeUs,
    onPresented: (index) => presented.push(index),
    onReady: (now) => {
      ready = now
    },
  }))
  return { known, sought, clock, presented, stop, ready: () => ready?.() }
}

test('[PL5] each display frame shows the frame of the clock; one that is missing is sought', () => {
  const { known, sought, clock, presented } = clipAt(80_000)
  known.held.add(2)
  display(0)
  clock.timeUs = 120_000
  display(16)
  expect([presented, sought]).toEqual([[2], [3]])
  clock.playing = false
  clock.timeUs = 80_000
  display(32)
  expect(presented).toEqual([2])
})

test('[PL5] the clock waits for a missing frame, not for one that cannot come; a clip that left is not asked', () => {
  const { known, ready, stop, presented } = clipAt(80_000)
  expect(ready()).toBe(false)
  known.failed.add(2)
  expect(ready()).toBe(true)
  known.failed.clear()
  known.held.add(2)
  expect(ready()).toBe(true)
  stop()
  display(0)
  expect([ready(), presented]).toEqual([undefined, []])
})
