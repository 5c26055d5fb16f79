import { expect, test } from 'vitest'
import { isBrowserPlayable, type PlayableFacts, proxyReasons } from './browser-playable'

const plain: PlayableFacts = {
  container: 'mp4',
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  rotation: 0,
  mirrored: false,
  sampleAspect: { num: 1, den: 1 },
  videoTracks: 1,
  startUs: 0,
  trimmed: false,
  damaged: false,
  sizeChanges: false,
}

test.each<Partial<PlayableFacts>>([
  {},
  { container: 'webm', codec: 'vp9', profile: 'Profile 0' },
  { codec: 'av1', profile: null },
  { container: 'mov' },
  { startUs: 999 },
])('[FR15] %j plays as it is', (facts) => {
  expect(isBrowserPlayable({ ...plain, ...facts })).toBe(true)
})

test.each<[Partial<PlayableFacts>, string]>([
  [{ codec: 'hevc', profile: 'Main' }, 'codec hevc'],
  [{ container: 'mkv' }, 'container mkv'],
  [{ container: 'gif' }, 'container gif'],
  [{ profile: 'High 10' }, 'profile High 10'],
  [{ pixelFormat: 'yuv420p10le' }, 'pixel format yuv420p10le'],
  [{ pixelFormat: 'yuv444p' }, 'pixel format yuv444p'],
  [{ rotation: 90 }, 'rotated by 90°'],
  [{ mirrored: true }, 'mirrored'],
  [{ sampleAspect: { num: 4, den: 3 } }, 'sample aspect 4:3'],
  [{ videoTracks: 2 }, '2 video tracks'],
  [{ startUs: 1_500_000 }, 'starts at 1500000 µs'],
  [{ trimmed: true }, 'trimmed by an edit list'],
  [{ damaged: true }, 'damaged'],
  [{ sizeChanges: true }, 'frame size changes'],
])('[FR15] %j needs a proxy: %s', (facts, reason) => {
  expect(proxyReasons({ ...plain, ...facts })).toEqual([reason])
})
