import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeFrames } from './decode'
import type { EncodeOptions } from './encode'
import { dressClip, MAKER } from './fixtures/dressed-clip'
import { CLIP_FRAMES, makeClip, makeScratch, type Scratch, unevenPtsUs } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { type Probe, probeVideo } from './probe'
import { makeProxy, makeReduced } from './proxy'
import { makeServedCopy } from './served-copy'
import { keyFramePts } from './video-source'

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(() => scratch.remove())

/** Types of the boxes of an MP4's top level. */
function topBoxes(file: Buffer): string[] {
  const types: string[] = []
  for (let at = 0; at < file.length; at += file.readUInt32BE(at)) types.push(file.toString('latin1', at + 4, at + 8))
  return types
}

/** Names of makers, muxers, encoders and of the places that contain them. */
const MARKS = [MAKER, 'SECR', 'x264', 'Lavf', 'Lavc', 'uuid', 'jumb', 'c2pa', 'xmp', '2026', 'fra']

function expectUnmarked(file: Buffer) {
  for (const mark of MARKS) expect(file.includes(mark), mark).toBe(false)
  expect(topBoxes(file).filter((type) => type !== 'free')).toEqual(['ftyp', 'moov', 'mdat'])
  // Of the movie, its track and its media: no date.
  for (const head of ['mvhd', 'tkhd', 'mdhd']) {
    const at = file.indexOf(head)
    expect(file.subarray(at + 8, at + 16).every((byte) => byte === 0)).toBe(true)
  }
}

const FILES: [string, 'mp4' | 'mov' | 'webm', Partial<EncodeOptions>][] = [
  ['H.264 with B-frames in MP4', 'mp4', { codec: 'h264', encoderOptions: { bf: 3 }, ptsUs: unevenPtsUs(CLIP_FRAMES) }],
  ['H.264 in QuickTime', 'mov', { codec: 'h264' }],
  ['VP9 in WebM', 'webm', { codec: 'vp9' }],
  ['VP9 in MP4', 'mp4', { codec: 'vp9' }],
  ['AV1 in MP4', 'mp4', { codec: 'av1', width: 256, height: 256 }],
  ['AV1 in WebM', 'webm', { codec: 'av1', width: 256, height: 256 }],
]

describe('[SC4] [SC5] the served copy', () => {
  test.each(FILES)('of %s has the same frames, and nothing else of its file', async (name, container, options) => {
    const plain = await makeClip(scratch.path(`${name}.plain.mp4`), options)
    const source = await dressClip(plain, scratch.path(`${name}.${container}`), container)
    const before = await readFile(source)
    expect(before.includes(MAKER)).toBe(true)
    const probe = await probeVideo(source)
    expect(probe).toMatchObject({ browserPlayable: true })
    const target = scratch.path(`${name}.served.mp4`)
    expect(await makeServedCopy(source, probe, target)).toBe(true)
    const copy = await probeVideo(target)
    expect(copy).toMatchObject({
      container: 'mp4',
      codec: probe.codec,
      browserPlayable: true,
      warnings: [],
      startUs: 0,
    })
    expect(copy.frameTable).toEqual(probe.frameTable)
    expect(await pixels(target, copy)).toEqual(await pixels(source, probe))
    expect((await keyFramePts(target, 0)).length).toBe((await keyFramePts(source, 0)).length)
    expectUnmarked(await readFile(target))
  })

  test('has the same head whatever file it comes from', async () => {
    const plain = await makeClip(scratch.path('head.mp4'), { codec: 'h264' })
    const heads: Buffer[] = []
    for (const container of ['mp4', 'mov'] as const) {
      const source = await dressClip(plain, scratch.path(`head-of.${container}`), container)
      const target = scratch.path(`head-served-${container}.mp4`)
      expect(await makeServedCopy(source, await probeVideo(source), target)).toBe(true)
      heads.push(await readFile(target))
    }
    expect(heads[0]?.equals(heads[1] ?? Buffer.alloc(0))).toBe(true)
  })
})

async function pixels(file: string, { frameTable }: Probe): Promise<string[]> {
  const indices = frameTable.ptsUs.map((_, index) => index)
  const all: string[] = []
  for await (const { index, data, ...frame } of decodeFrames(file, indices)) {
    expect(readPattern({ ...frame, data })).toBe(index)
    all.push(Buffer.from(data).toString('base64'))
  }
  return all
}

test('[SC4] proxies and reduced copies name no encoder and no date', async () => {
  const plain = await makeClip(scratch.path('for-proxy.mp4'), { codec: 'h264', ptsUs: [0, 40_000, 80_000] })
  const source = await dressClip(plain, scratch.path('for-proxy-dressed.mp4'), 'mp4')
  const probe = await probeVideo(source)
  for (const make of [makeProxy, makeReduced]) {
    const target = scratch.path(`${make.name}.mp4`)
    await make(source, probe, target)
    expectUnmarked(await readFile(target))
  }
})

test('[SC6] a copy that would not show the table is not made, and leaves nothing behind', async () => {
  const source = await makeClip(scratch.path('other-times.mp4'), { codec: 'h264' })
  const probe = await probeVideo(source)
  const other = await makeClip(scratch.path('other-pictures.mp4'), { codec: 'h264', ptsUs: unevenPtsUs(CLIP_FRAMES) })
  const target = scratch.path('never.mp4')
  expect(await makeServedCopy(other, probe, target)).toBe(false)
  const fewer = {
    ...probe,
    frameTable: (await probeVideo(await makeClip(scratch.path('f.mp4'), { ptsUs: [0] }))).frameTable,
  }
  expect(await makeServedCopy(source, fewer, target)).toBe(false)
  await copyFile(source, scratch.path('cut.mp4'))
  await writeFile(scratch.path('text.mp4'), 'no video')
  await expect(makeServedCopy(scratch.path('text.mp4'), probe, target)).rejects.toThrow()
  expect((await readdir(scratch.path('.'))).filter((name) => name.startsWith('never'))).toEqual([])
})
