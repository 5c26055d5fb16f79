import { expect, test, vi } from 'vitest'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { OpenClip } from './browser-decoder'
import { ClipFrames } from './frame-source'
import { bitmapPicture } from './picture'
import { type ServerFrame, SourceView, WaitingSource } from './source'

const COUNT = 40
const video: PlayableVideo = {
  videoId: '00000000-0000-4000-8000-000000000001',
  url: '/clip',
  contentType: 'video/mp4',
  isProxy: false,
  reducedUrl: null,
  width: 10,
  height: 10,
  ptsUs: Array.from({ length: COUNT }, (_, index) => index * 40_000),
  durationUs: COUNT * 40_000,
  filmstrip: null,
}
const FRAME_BYTES = 400

let open = 0
function bitmap(): ImageBitmap {
  open++
  return { width: 10, height: 10, close: () => open-- }
}

/** A clip whose decoder yields every frame of a span but the given ones. */
function clipWithout(missing: readonly number[], decoded: number[] = []): () => Promise<OpenClip> {
  return async () => ({
    playUrl: 'blob:clip',
    encodedBytes: 1000,
    decoder: {
      fileUs: video.ptsUs,
      async *decode({ from, to }, wants) {
        for (let index = from; index <= to; index++) {
          await Promise.resolve()
          if (missing.includes(index)) continue
          if (!wants(index)) {
            yield { index, picture: null }
            continue
          }
          decoded.push(index)
          yield { index, ptsUs: index * 40_000, picture: bitmapPicture(bitmap()), origin: 'browser' }
        }
      },
      rest: () => undefined,
      isOpen: () => false,
      waitingBytes: () => 0,
    },
    dispose: () => undefined,
  })
}

/** A clip that this browser cannot decode. */
async function undecodable(): Promise<OpenClip> {
  return { playUrl: 'blob:clip', encodedBytes: 0, decoder: null, dispose: () => undefined }
}

const noServer: ServerFrame = async () => {
  throw new Error('The server is not needed here.')
}

function until(check: () => boolean): Promise<void> {
  return vi.waitFor(() => expect(check()).toBe(true), { interval: 1 })
}

test('[PL6] the playhead is decoded first, then the whole clip where it fits', async () => {
  const decoded: number[] = []
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 1e6,
    open: clipWithout([], decoded),
  })
  source.seek(17)
  await until(() => decoded.length === COUNT)
  expect(decoded[0]).toBe(17)
  expect(new Set(decoded).size).toBe(COUNT)
  expect(source.peek(3)).toMatchObject({ index: 3, ptsUs: 120_000, origin: 'browser' })
  source.dispose()
})

test('[PL6] memory stays within the budget wherever the playhead goes', async () => {
  open = 0
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 9 * FRAME_BYTES,
    open: clipWithout([]),
  })
  for (const index of [0, 30, 12, 39, 5]) {
    source.seek(index)
    await until(() => source.peek(index) !== null)
    expect(open).toBeLessThanOrEqual(9)
  }
  source.dispose()
  await until(() => open === 0)
})

test('[PL7] a frame the browser does not yield comes from the server; its neighbours do not', async () => {
  const asked: number[] = []
  const serverFrame: ServerFrame = async (index) => {
    asked.push(index)
    return bitmap()
  }
  const source = new ClipFrames(video, { serverFrame, budgetBytes: 1e6, open: clipWithout([8]) })
  source.seek(8)
  await until(() => source.peek(8) !== null && source.peek(9) !== null)
  expect(source.peek(8)?.origin).toBe('server')
  expect(source.peek(9)?.origin).toBe('browser')
  expect(asked).toEqual([8])
  source.dispose()
})

test('[PL7] without a decoder every frame comes from the server, a failure is told and can be retried', async () => {
  let fails = true
  const serverFrame: ServerFrame = async () => {
    if (fails) throw new Error('The worker is away.')
    return bitmap()
  }
  const source = new ClipFrames(video, { serverFrame, budgetBytes: 1e6, open: undecodable })
  source.seek(5)
  await until(() => source.failure(5) !== null)
  expect(source.failure(5)).toBe('The worker is away.')
  fails = false
  source.retry()
  await until(() => source.peek(5)?.origin === 'server')
  expect(source.failure(5)).toBeNull()
  source.dispose()
})

test('[PL7] a clip that cannot be fetched says why, and opens by itself once it can', async () => {
  let away = true
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 1e6,
    retryMs: 1,
    open: async () => {
      if (away) throw new Error('No connection.')
      return clipWithout([])()
    },
  })
  source.seek(4)
  await until(() => source.failure(4) === 'No connection.')
  away = false
  await until(() => source.peek(4) !== null)
  expect(source.failure(4)).toBeNull()
  expect(source.playUrl()).toBe('blob:clip')
  source.dispose()
})

test('[PL6] a smaller share is kept at once, the playhead last to go', async () => {
  open = 0
  const source = new ClipFrames(video, { serverFrame: noServer, budgetBytes: 1e6, open: clipWithout([]) })
  source.seek(20)
  await until(() => open === COUNT)
  // Of six, one and a half are left to the codec.
  source.setBudget(6 * FRAME_BYTES)
  expect(open).toBe(4)
  expect(source.figures()).toEqual({ imageBytes: 4 * FRAME_BYTES, encodedBytes: 1000, decoders: 0, frames: 4 })
  expect(source.peek(20)).not.toBeNull()
  source.dispose()
})

test('[PL6] frames named by the screen are held besides the surroundings of the playhead', async () => {
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 28 * FRAME_BYTES,
    open: clipWithout([]),
  })
  source.anchor([36])
  source.seek(2)
  await until(() => source.holds({ from: 33, to: 39 }))
  expect(source.peek(2)).not.toBeNull()
  source.dispose()
})

test('warming decodes a few frames only, until the clip is really shown', async () => {
  const decoded: number[] = []
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 1e6,
    open: clipWithout([], decoded),
  })
  source.warm(10)
  await until(() => source.peek(10) !== null)
  await new Promise((resolve) => setImmediate(resolve))
  expect(decoded.length).toBeLessThanOrEqual(6)
  source.seek(10)
  await until(() => decoded.length === COUNT)
  source.dispose()
})

test('[PL6] what a waiting screen shows first is decoded of a clip that another screen plays, and of one at rest', async () => {
  const source = new ClipFrames(video, {
    serverFrame: noServer,
    budgetBytes: 28 * FRAME_BYTES,
    open: clipWithout([]),
  })
  source.seek(0)
  await until(() => source.peek(0) !== null)
  source.warm(35)
  await until(() => source.peek(35) !== null)
  expect(source.peek(0)).not.toBeNull()
  source.rest()
  source.warm(20)
  await until(() => source.peek(20) !== null)
  source.dispose()
})

test('[PL7] a rest cuts a decode short: the frames it did not reach are decoded later, not taken for lost', async () => {
  let cut = () => {}
  const asked: number[] = []
  const serverFrame: ServerFrame = async (index) => {
    asked.push(index)
    return bitmap()
  }
  const source = new ClipFrames(video, {
    serverFrame,
    budgetBytes: 1e6,
    open: async () => {
      const clip = await clipWithout([])()
      const resting = new Promise<void>((resolve) => {
        cut = resolve
      })
      let first = true
      const { decoder } = clip
      if (!decoder) return clip
      return {
        ...clip,
        decoder: {
          ...decoder,
          rest: () => cut(),
          // As a codec that is closed while it works: the first decode ends early and says nothing.
          async *decode(span, wants) {
            for await (const frame of decoder.decode(span, wants)) {
              yield frame
              if (first && frame.index === 12) {
                await resting
                first = false
                return
              }
            }
          },
        },
      }
    },
  })
  source.seek(10)
  await until(() => source.peek(12) !== null)
  source.rest()
  source.seek(13)
  await until(() => source.peek(13) !== null)
  expect(source.peek(13)?.origin).toBe('browser')
  expect(asked).toEqual([])
  source.dispose()
})

test('views of a source look again whenever a frame arrives, and no longer than they want', async () => {
  const source = new ClipFrames(video, { serverFrame: noServer, budgetBytes: 1e6, open: clipWithout([]) })
  let told = 0
  const stop = source.changes.subscribe(() => told++)
  source.seek(0)
  await until(() => source.holds({ from: 0, to: COUNT - 1 }))
  expect(told).toBeGreaterThanOrEqual(COUNT)
  stop()
  const before = told
  source.setBudget(4 * FRAME_BYTES)
  expect(told).toBe(before)
  source.dispose()
})

test('[PL6] for a screen that waits, what it seeks is only warmed', async () => {
  const decoded: number[] = []
  const source = new ClipFrames(video, { serverFrame: noServer, budgetBytes: 1e6, open: clipWithout([], decoded) })
  const waiting = new WaitingSource(new SourceView(source))
  waiting.seek(10)
  await until(() => waiting.peek(10) !== null)
  expect(source.onScreen()).toBe(false)
  expect(waiting.holds({ from: 0, to: COUNT - 1 })).toBe(false)
  source.dispose()
})
