import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import type { Packet } from 'node-av/lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeFrames } from './decode'
import { evenPtsUs } from './encode'
import { CLIP_FRAMES, makeClip, makeScratch, type Scratch } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { joinTracks } from './fixtures/two-tracks'
import { type Probe, probeVideo } from './probe'
import { openVideoSource } from './video-source'

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(() => scratch.remove())

const MOOV_LOST = Buffer.concat([Buffer.from('00000020', 'hex'), Buffer.from('ftypisom'), Buffer.alloc(4000)])

describe('a file that is no video is refused with the reason', () => {
  test.each<[string, string, string | Buffer, RegExp]>([
    ['nothing', 'empty-file', '', /empty \(0 bytes\)/],
    [
      'a pointer',
      'git-lfs-pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n',
      /git lfs pull/,
    ],
    ['a page', 'web-page', '<!DOCTYPE html><html><body>404</body></html>', /web page.+Download/],
    ['words', 'text-file', 'hello\n', /text file/],
    ['a picture', 'picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /PNG picture/],
    ['noise', 'not-a-video', Buffer.alloc(5000, 0xa7), /no video file in a known format/],
    ['an MP4 without its index', 'no-index', MOOV_LOST, /no readable index \(moov\)/],
    ['a playlist', 'text-file', '#EXTM3U\n#EXTINF:1,\n/etc/passwd\n', /text file/],
  ])('%s: %s', async (name, code, content, message) => {
    const path = scratch.path(`${name}.mp4`)
    await writeFile(path, content)
    await expect(probeVideo(path)).rejects.toMatchObject({ name: 'RefusedError', code })
    await expect(probeVideo(path)).rejects.toThrow(message)
    await expect(probeVideo(path)).rejects.not.toThrow(scratch.path(''))
  })

  test('too large, too many frames, too long: each says the limit', async () => {
    const path = await makeClip(scratch.path('limits.mp4'))
    const limits = { maxDimension: 8192, maxFrames: 1000, maxDurationUs: 60_000_000, maxPixels: 1e9 }
    const over = (changed: Partial<typeof limits>) => probeVideo(path, { limits: { ...limits, ...changed } })
    await expect(over({ maxDimension: 100 })).rejects.toThrow('The picture is 128×96; at most 100 a side')
    await expect(over({ maxFrames: 59 })).rejects.toThrow('more than 59 frames')
    await expect(over({ maxDurationUs: 2_000_000 })).rejects.toThrow('longer than 2 s')
    await expect(over({})).resolves.toMatchObject({ browserPlayable: true })
  })
})

/** The file position of the packet with this index in decoding order. */
async function packetAt(path: string, wanted: number): Promise<{ start: number; size: number }> {
  const source = await openVideoSource(path)
  const packets: { start: number; size: number }[] = []
  try {
    const packet = ({ pos, size }: Packet) => packets.push({ start: Number(pos), size })
    for await (const _ of source.frames(undefined, { packet })) if (packets.length > wanted) break
  } finally {
    await source.close()
  }
  const found = packets[wanted]
  if (!found) throw new Error(`the clip has no packet ${wanted}`)
  return found
}

async function expectGoodPrefix(path: string, probe: Probe, code: string): Promise<number> {
  const last = probe.frameTable.ptsUs.length - 1
  const warning = probe.warnings.find((one) => one.code === code)
  expect(warning?.lastGoodFrame).toBe(last)
  expect(warning?.message).toContain(`frame ${last} (`)
  expect(probe.browserPlayable).toBe(false)
  expect(probe.frameTable.ptsUs).toEqual(evenPtsUs(CLIP_FRAMES, 25).slice(0, last + 1))
  const indices = probe.frameTable.ptsUs.map((_, index) => index)
  for await (const frame of decodeFrames(path, indices)) expect(readPattern(frame)).toBe(frame.index)
  return last
}

describe('a partly broken file is used up to its last good frame', () => {
  test.each([
    ['vp9', {}],
    ['h264', { encoderOptions: { bf: 3 } }],
  ] as const)('[FR9] a packet destroyed in the middle of %s', async (codec, options) => {
    const path = await makeClip(scratch.path(`destroyed-${codec}.mp4`), { codec, ...options })
    const bytes = await readFile(path)
    const { start, size } = await packetAt(path, 35)
    bytes.fill(0xff, start, start + size)
    await writeFile(path, bytes)
    const last = await expectGoodPrefix(path, await probeVideo(path), 'damaged')
    expect(last).toBeGreaterThanOrEqual(31)
    expect(last).toBeLessThanOrEqual(34)
  })

  test.each([
    ['vp9', {}],
    ['h264', { encoderOptions: { bf: 3 } }],
  ] as const)('[FR10] %s cut off after its index', async (codec, options) => {
    const path = await makeClip(scratch.path(`cut-${codec}.mp4`), { codec, ...options })
    await truncate(path, Math.floor((await stat(path)).size * 0.7))
    const last = await expectGoodPrefix(path, await probeVideo(path), 'truncated')
    expect(last).toBeGreaterThan(20)
  })

  test('[FR9] damage in the first frame leaves nothing: refused', async () => {
    const path = await makeClip(scratch.path('first.mp4'), { codec: 'h264', keyEvery: 100 })
    const bytes = await readFile(path)
    const { start, size } = await packetAt(path, 0)
    bytes.fill(0xff, start + size - 60, start + size)
    await writeFile(path, bytes)
    await expect(probeVideo(path)).rejects.toMatchObject({ code: 'no-decodable-frame' })
  })
})

test('[FR11] of two video tracks the first is used, with a warning', async () => {
  const first = await makeClip(scratch.path('one.mp4'), { ptsUs: evenPtsUs(20, 25) })
  const second = await makeClip(scratch.path('two.mp4'), { ptsUs: evenPtsUs(30, 25), width: 64, height: 64 })
  const path = scratch.path('both.mp4')
  await joinTracks([first, second], path)
  const probe = await probeVideo(path)
  expect(probe.frameTable.ptsUs).toHaveLength(20)
  expect([probe.videoTracks, probe.displayWidth]).toEqual([2, 128])
  expect(probe.warnings.map(({ code }) => code)).toEqual(['several-video-tracks'])
})

test('a probe can be aborted', async () => {
  const path = await makeClip(scratch.path('aborted.mp4'))
  await expect(probeVideo(path, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped')
})
