import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeFrames } from './decode'
import { type EncodeOptions, evenPtsUs } from './encode'
import { CLIP_FRAMES, CLIP_SIZE, makeClip, makeScratch, type Scratch, unevenPtsUs } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { probeVideo } from './probe'

const even = evenPtsUs(CLIP_FRAMES, 25)
const KINDS: Record<string, Partial<EncodeOptions>> = {
  constant: {},
  variable: { ptsUs: unevenPtsUs(CLIP_FRAMES) },
  'delayed start': { ptsUs: even.map((pts) => pts + 1_500_000) },
  'AV1 of 29.97 frames a second': { codec: 'av1', ptsUs: evenPtsUs(CLIP_FRAMES, 30_000 / 1001) },
  'B-frames': { codec: 'h264', encoderOptions: { bf: 3 } },
  'open groups': { codec: 'h264', encoderOptions: { bf: 3, 'x264-params': 'open-gop=1' } },
  'B-frames, fragmented, variable': {
    codec: 'h264',
    fragmented: true,
    ptsUs: unevenPtsUs(CLIP_FRAMES),
    encoderOptions: { bf: 2 },
  },
  'one frame': { ptsUs: [0] },
}

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(() => scratch.remove())

async function numbers(path: string, wanted: number[], table?: Parameters<typeof decodeFrames>[4]) {
  const seen: { index: number; number: number; ptsUs: number }[] = []
  for await (const frame of decodeFrames(path, wanted, 'native', undefined, table)) {
    seen.push({ index: frame.index, number: readPattern(frame), ptsUs: frame.ptsUs })
  }
  return seen
}

describe.each(Object.entries(KINDS))('%s', (name, options) => {
  const ptsUs = (options.ptsUs ?? even).map((pts, _, all) => pts - (all[0] as number))
  const all = ptsUs.map((pts, index) => ({ index, number: index, ptsUs: pts }))
  let path: string
  beforeAll(async () => {
    path = await makeClip(scratch.path(`${name}.mp4`), options)
  })

  test('[FR8] the table holds the time of every frame, the first at 0', async () => {
    const probe = await probeVideo(path)
    expect(probe.frameTable.ptsUs).toEqual(ptsUs)
    expect(probe.startUs).toBe(name === 'delayed start' ? 1_500_000 : probe.startUs)
    expect(probe.warnings).toEqual([])
  })

  test('[FR14] frame N is picture N, read in a row', async () => {
    const wanted = all.map(({ index }) => index)
    expect(await numbers(path, wanted)).toEqual(all)
    expect(await numbers(path, wanted, { ptsUs })).toEqual(all)
  })

  test('[FR14] frame N is picture N, each reached alone and over gaps', async () => {
    for (const index of new Set([all.length - 1, 0, 25, 35, 36, 37, 47, 58].filter((at) => at < all.length))) {
      expect(await numbers(path, [index], { ptsUs })).toEqual([all[index]])
    }
    const spread = [2, 30, 59].filter((at) => at < all.length)
    expect(await numbers(path, spread, { ptsUs })).toEqual(spread.map((at) => all[at]))
  })
})

test('[FR14] a table that does not fit the file is not trusted: the frames are counted', async () => {
  const path = await makeClip(scratch.path('other-table.mp4'))
  const wrong = { ptsUs: even.map((pts) => pts * 2) }
  expect((await numbers(path, [50], wrong))[0]?.number).toBe(50)
})

test.each([90, 180, 270] as const)('[FR12] a track turned by %d° comes out upright', async (rotation) => {
  const path = await makeClip(scratch.path(`turned-${rotation}.mp4`), { rotation, ptsUs: [0, 40_000] })
  const probe = await probeVideo(path)
  const sideways = rotation !== 180
  expect(probe.rotation).toBe(rotation)
  expect(probe.displayWidth).toBe(sideways ? CLIP_SIZE.height : CLIP_SIZE.width)
  for await (const { width, height, data } of decodeFrames(path, [0])) {
    expect([width, height]).toEqual([probe.displayWidth, probe.displayHeight])
    const [x, y] = { 90: [0.25, 0.25], 180: [0.75, 0.25], 270: [0.75, 0.75] }[rotation] as [number, number]
    const pixel = Math.floor(y * height) * width + Math.floor(x * width)
    expect(data[pixel * 3]).toBeGreaterThan(180)
    expect(data[pixel * 3 + 1]).toBeLessThan(70)
  }
})

test('letterboxed frames are centred on black', async () => {
  const path = await makeClip(scratch.path('boxed.mp4'), { ptsUs: [0] })
  for await (const { width, height, data } of decodeFrames(path, [0], { width: 64, height: 64, fit: 'letterbox' })) {
    expect([width, height, data.length]).toEqual([64, 64, 64 * 64 * 3])
    expect([...data.subarray(0, 3)]).toEqual([0, 0, 0])
    expect(data[(40 * 64 + 10) * 3]).toBeGreaterThan(150)
    expect([...data.subarray(-3)]).toEqual([0, 0, 0])
  }
})

test('frames out of order or beyond the clip are refused', async () => {
  const path = await makeClip(scratch.path('short.mp4'), { ptsUs: [0, 40_000] })
  await expect(numbers(path, [1, 0])).rejects.toThrow('must ascend')
  await expect(numbers(path, [2])).rejects.toThrow('Frame 2 cannot be decoded; the last one is 1')
  await expect(numbers(path, [2], { ptsUs: [0, 40_000] })).rejects.toThrow('the clip has 2 frames')
  await expect(numbers(path, [-1])).rejects.toThrow('not a source index')
})

test('an aborted decode stops with the reason', async () => {
  const path = await makeClip(scratch.path('aborted.mp4'))
  const stop = new AbortController()
  const seen: number[] = []
  async function read() {
    for await (const { index } of decodeFrames(path, [0, 1, 59], 'native', stop.signal)) {
      seen.push(index)
      if (index === 1) stop.abort(new Error('enough'))
    }
  }
  await expect(read()).rejects.toThrow('enough')
  expect(seen).toEqual([0, 1])
})
