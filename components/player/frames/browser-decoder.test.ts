import { resolveObjectURL } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { openClip } from './browser-decoder'
import { codecs, stubCodecs } from './codec.fixture'
import type { DecodedFrame } from './frame-cache'

const FILE = await readFile('demo-clips/shipped/p01__aurora-1.mp4')
const never = new AbortController().signal

/** A server that has the clip, whole and in parts. */
function serve({ tooLarge = false } = {}): void {
  vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit = {}) => {
    const range = /bytes=(\d+)-(\d*)/.exec(new Headers(headers).get('range') ?? '')
    if (!range) {
      const length = tooLarge ? 65 * 1024 * 1024 : FILE.byteLength
      return new Response(new Uint8Array(FILE), { headers: { 'content-length': String(length) } })
    }
    const from = Number(range[1])
    const to = range[2] ? Math.min(Number(range[2]), FILE.byteLength - 1) : FILE.byteLength - 1
    const part = new Uint8Array(FILE.subarray(from, to + 1))
    return new Response(part, { status: 206, headers: { 'content-range': `bytes ${from}-${to}/${FILE.byteLength}` } })
  })
}

beforeEach(() => {
  stubCodecs()
  serve()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const video: PlayableVideo = {
  videoId: '00000000-0000-4000-8000-000000000001',
  url: 'http://127.0.0.1/clip',
  contentType: 'video/mp4',
  isProxy: true,
  reducedUrl: null,
  width: 10,
  height: 10,
  ptsUs: [],
  durationUs: 0,
  filmstrip: null,
}

/** The clip with as many frames as the file has. */
async function whole(): Promise<PlayableVideo> {
  const { ALL_FORMATS, BlobSource, Input, EncodedPacketSink } = await import('mediabunny')
  const track = await new Input({
    formats: ALL_FORMATS,
    source: new BlobSource(new Blob([FILE])),
  }).getPrimaryVideoTrack()
  const times: number[] = []
  if (track) for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.microsecondTimestamp)
  const sorted = times.toSorted((a, b) => a - b)
  return { ...video, isProxy: false, ptsUs: sorted.map((time) => time - (sorted[0] ?? 0)) }
}

type Span = { from: number; to: number }

async function decoded(of: PlayableVideo, span: Span, wants: (index: number) => boolean = () => true) {
  const clip = await openClip(of, never)
  const frames: (DecodedFrame | { index: number; picture: null })[] = []
  for await (const frame of clip.decoder?.decode(span, wants) ?? []) frames.push(frame)
  return { clip, frames }
}

test('a clip of a common size is fetched once; its frames come with index and time, and are played from memory', async () => {
  const of = await whole()
  const { clip, frames } = await decoded(of, { from: 3, to: 5 })
  expect(frames.slice(-3).map(({ index }) => index)).toEqual([3, 4, 5])
  expect(frames.at(-1)).toMatchObject({ index: 5, ptsUs: of.ptsUs[5], origin: 'browser' })
  expect([frames.at(-1)?.picture?.width, frames.at(-1)?.picture?.bytes()]).toEqual([10, 150])
  expect(clip.playUrl).toMatch(/^blob:/)
  expect(clip.encodedBytes).toBeGreaterThan(FILE.byteLength)
  expect(clip.decoder?.fileUs).toHaveLength(of.ptsUs.length)
  expect(clip.decoder?.isOpen()).toBe(true)
  expect(resolveObjectURL(clip.playUrl)?.size).toBe(FILE.byteLength)
  clip.dispose()
  expect([clip.decoder?.isOpen(), resolveObjectURL(clip.playUrl)]).toEqual([false, undefined])
})

test('decoding begins at the key frame before, whether the file is in memory or read in parts', async () => {
  const of = await whole()
  const last = of.ptsUs.length - 1
  const inMemory = await decoded(of, { from: last, to: last })
  expect(inMemory.frames.length).toBeLessThan(of.ptsUs.length)
  serve({ tooLarge: true })
  const inParts = await decoded(of, { from: last, to: last })
  expect(inParts.frames.map(({ index }) => index)).toEqual(inMemory.frames.map(({ index }) => index))
})

test('a frame that nobody wants is closed, and told all the same', async () => {
  const { frames } = await decoded(await whole(), { from: 0, to: 4 }, (index) => index === 2)
  expect(frames.map(({ index, picture }) => [index, picture !== null])).toEqual(
    [0, 1, 2, 3, 4].map((index) => [index, index === 2]),
  )
})

test('what only hardware decodes is copied at once, and its surfaces are given back', async () => {
  codecs.kind.supports = 'hardware'
  vi.stubGlobal('createImageBitmap', async () => ({ width: 10, height: 10, close: () => undefined }))
  const { clip, frames } = await decoded(await whole(), { from: 0, to: 3 })
  expect(frames.map(({ picture }) => picture?.bytes())).toEqual([400, 400, 400, 400])
  clip.dispose()
  expect(codecs.frames).toBe(0)
})

test('where this browser cannot decode the clip, it can still be played', async () => {
  codecs.kind.supports = 'nothing'
  expect((await openClip(await whole(), never)).decoder).toBeNull()
  vi.stubGlobal('VideoDecoder', undefined)
  const clip = await openClip(await whole(), never)
  expect([clip.decoder, clip.encodedBytes]).toEqual([null, FILE.byteLength])
  expect(clip.playUrl).toMatch(/^blob:/)
})

test('the frames of a copy are those of the clip in order; a copy with another number of frames is of no use', async () => {
  const { ptsUs } = await whole()
  const copy = { ...video, ptsUs: ptsUs.map((time) => time * 2) }
  const { frames } = await decoded(copy, { from: 1, to: 2 })
  expect(frames.at(-1)).toMatchObject({ index: 2, ptsUs: copy.ptsUs[2] })
  expect((await openClip({ ...video, ptsUs: ptsUs.slice(1) }, never)).decoder).toBeNull()
})

test('a clip that is too large is read in parts: its packets are fetched when they are decoded', async () => {
  serve({ tooLarge: true })
  const { clip, frames } = await decoded(await whole(), { from: 9, to: 11 })
  expect(frames.slice(-3).map(({ index }) => index)).toEqual([9, 10, 11])
  expect([clip.playUrl, clip.encodedBytes]).toEqual([video.url, 0])
  clip.dispose()
  expect(clip.decoder?.isOpen()).toBe(false)
})
