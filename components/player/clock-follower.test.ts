import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { ClockFollower, correction, middle } from './clock-follower'

const FRAME_US = 40_000
const ptsUs = Array.from({ length: 100 }, (_, index) => index * FRAME_US)
const video: PlayableVideo = {
  videoId: '00000000-0000-4000-8000-000000000001',
  url: '/clip',
  contentType: 'video/mp4',
  isProxy: false,
  reducedUrl: null,
  width: 10,
  height: 10,
  ptsUs,
  durationUs: 100 * FRAME_US,
  filmstrip: null,
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A video element that plays nothing by itself: the test says where it stands and what it put on screen. */
function begin() {
  let onFrame: VideoFrameRequestCallback = () => undefined
  const media = {
    currentTime: 0,
    playbackRate: 1,
    paused: true,
    ended: false,
    seeking: false,
    readyState: 4,
    plays: 0,
    async play() {
      media.paused = false
      media.plays++
    },
    pause() {
      media.paused = true
    },
    requestVideoFrameCallback(next: VideoFrameRequestCallback) {
      onFrame = next
      return 1
    },
    cancelVideoFrameCallback() {
      onFrame = () => undefined
    },
  }
  const clock = { playing: false, speed: 1, timeUs: 0 }
  const presented: number[] = []
  const follower = new ClockFollower(media, () => ({
    video,
    fileUs: () => ptsUs,
    playing: clock.playing,
    speed: clock.speed,
    timeUs: () => clock.timeUs,
    onPresented: (index) => presented.push(index),
  }))
  /** A picture comes on screen at once. */
  function show(index: number): void {
    onFrame(0, {
      mediaTime: (index * FRAME_US) / 1e6,
      expectedDisplayTime: 0,
      presentationTime: 0,
      presentedFrames: 1,
      width: 10,
      height: 10,
    })
  }
  function play(speed = 1): void {
    Object.assign(clock, { playing: true, speed })
    follower.update()
  }
  return { follower, media, clock, presented, show, play }
}

test('[PL5] what the element puts on screen is told by source index, as long as it plays', () => {
  const { presented, show, play } = begin()
  show(3)
  play()
  show(4)
  show(5)
  expect(presented).toEqual([4, 5])
})

test('[PL5] a video behind the clock plays faster, one far from it is moved', () => {
  const { media, clock, show, play } = begin()
  play()
  clock.timeUs = 10 * FRAME_US + FRAME_US / 2
  show(8)
  vi.advanceTimersByTime(100)
  expect(media.playbackRate).toBeGreaterThan(1)
  expect(media.playbackRate).toBeLessThanOrEqual(1.25)
  clock.timeUs = 60 * FRAME_US
  for (let index = 10; index < 14; index++) show(index)
  vi.advanceTimersByTime(100)
  expect(media.currentTime).toBeCloseTo((60.5 * FRAME_US) / 1e6)
})

test('[PL5] no browser plays slower than a sixteenth: a slower clock gets that, and no error', () => {
  const { media, clock, show, play } = begin()
  play(0.05)
  expect(media.playbackRate).toBe(0.0625)
  media.playbackRate = 1
  clock.timeUs = FRAME_US / 2
  show(2)
  vi.advanceTimersByTime(100)
  expect(media.playbackRate).toBe(0.0625)
})

test('[PL5] what was measured before the clock went round says nothing any more', () => {
  const { media, clock, show, play } = begin()
  play()
  clock.timeUs = 50 * FRAME_US
  for (let shown = 0; shown < 4; shown++) show(48)
  vi.advanceTimersByTime(100)
  expect(media.playbackRate).toBeGreaterThan(1)
  clock.timeUs = FRAME_US / 2
  media.currentTime = clock.timeUs / 1e6
  vi.advanceTimersByTime(100)
  expect(media.playbackRate).toBe(1)
})

test('[PL5] paused, the hidden video is brought to the frame once stepping rests', () => {
  const { follower, media, clock } = begin()
  clock.timeUs = 5 * FRAME_US
  follower.update()
  vi.advanceTimersByTime(100)
  clock.timeUs = 6 * FRAME_US
  follower.update()
  vi.advanceTimersByTime(100)
  expect(media.currentTime).toBe(0)
  vi.advanceTimersByTime(50)
  expect(media.currentTime).toBeCloseTo((6.5 * FRAME_US) / 1e6)
})

test('[PL2] it is ready once it moved from where it stood, and when it has nothing left to show', () => {
  const { follower, media, clock, play } = begin()
  play()
  expect(follower.isReady()).toBe(false)
  media.currentTime += 0.04
  expect(follower.isReady()).toBe(true)
  media.seeking = true
  expect(follower.isReady()).toBe(false)
  clock.timeUs = 100 * FRAME_US
  expect(follower.isReady()).toBe(true)
})

test('a video that stopped by itself is played again; a stopped follower leaves it alone', () => {
  const { follower, media, play } = begin()
  play()
  media.paused = true
  vi.advanceTimersByTime(100)
  expect([media.paused, media.plays]).toEqual([false, 2])
  follower.stop()
  vi.advanceTimersByTime(1000)
  expect([media.paused, media.plays]).toEqual([true, 2])
})

test('[PL5] worked examples', () => {
  expect(correction(50_000, 40_000, 1)).toEqual({ type: 'rate', rate: 0.9 })
  expect(correction(-200_000, 40_000, 1)).toEqual({ type: 'rate', rate: 1.25 })
  expect(correction(-400_000, 40_000, 1)).toEqual({ type: 'seek' })
  expect(correction(10_000, 40_000, 0.5)).toEqual({ type: 'rate', rate: 0.5 })
})

test('[PL5] a video that is ahead is slowed, one behind hurried, within a quarter of the speed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -250_000, max: 250_000 }), fc.constantFrom(0.1, 0.5, 1, 2), (driftUs, speed) => {
      const move = correction(driftUs, 40_000, speed)
      if (move.type !== 'rate') throw new Error('within a quarter of a second it never seeks')
      expect(Math.sign(speed - move.rate)).toBe(Math.abs(driftUs) <= 10_000 ? 0 : Math.sign(driftUs))
      expect(Math.abs(move.rate / speed - 1)).toBeLessThanOrEqual(0.25 + 1e-9)
    }),
  )
})

test('[PL5] frames longer than a quarter of a second are not sought again and again', () => {
  expect(correction(-600_000, 1_000_000, 1)).toEqual({ type: 'rate', rate: 1.25 })
  expect(correction(-1_100_000, 1_000_000, 1)).toEqual({ type: 'seek' })
})

test('[PL5] one late picture among four decides nothing', () => {
  expect(middle([])).toBe(null)
  expect(middle([2_000, -90_000, 1_000, 3_000])).toBe(1_500)
})
