import { expect, test, vi } from 'vitest'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { OpenClip } from './browser-decoder'
import { FramePool } from './frame-pool'
import { bitmapPicture } from './picture'

const COUNT = 40
const video: PlayableVideo = {
  videoId: '00000000-0000-4000-8000-000000000001',
  url: '/original',
  contentType: 'video/mp4',
  isProxy: false,
  reducedUrl: '/reduced',
  width: 40,
  height: 20,
  ptsUs: Array.from({ length: COUNT }, (_, index) => index * 40_000),
  durationUs: COUNT * 40_000,
  filmstrip: null,
}
const REDUCED_BYTES = 20 * 10 * 4
const ORIGINAL_BYTES = 40 * 20 * 4
const BUDGET = 30 * ORIGINAL_BYTES

/** Decodes each file in its own size. */
async function open({ url, ptsUs }: PlayableVideo): Promise<OpenClip> {
  const [width, height] = url === '/reduced' ? [20, 10] : [40, 20]
  return {
    playUrl: `blob:${url}`,
    encodedBytes: 0,
    decoder: {
      fileUs: ptsUs,
      async *decode({ from, to }, wants) {
        for (let index = from; index <= to; index++) {
          await Promise.resolve()
          const picture = wants(index) ? bitmapPicture({ width, height, close: () => undefined }) : null
          yield picture ? { index, ptsUs: ptsUs[index] ?? 0, picture, origin: 'browser' } : { index, picture: null }
        }
      },
      rest: () => undefined,
      isOpen: () => false,
      waitingBytes: () => 0,
    },
    dispose: () => undefined,
  }
}

const noServer = () => async () => {
  throw new Error('The server is not needed here.')
}

test('[PL11] frames come from the reduced copy; the original is opened for a closer look and has the memory then', async () => {
  const pool = new FramePool(noServer, BUDGET, open)
  const source = pool.acquire(video)
  source.seek(10)
  await vi.waitFor(() => expect(source.holds({ from: 0, to: COUNT - 1 })).toBe(true), { interval: 1 })
  expect(source.peek(10)?.picture.width).toBe(20)
  expect(source.playUrl()).toBe('blob:/reduced')
  expect(pool.figures()).toMatchObject({ frames: COUNT, imageBytes: COUNT * REDUCED_BYTES })

  source.exact?.seek(10)
  await vi.waitFor(() => expect(source.exact?.holds({ from: 5, to: 25 })).toBe(true), { interval: 1 })
  expect(source.exact?.peek(10)).toMatchObject({ index: 10, ptsUs: 400_000, picture: { width: 40 } })
  expect(source.peek(10)?.picture.width).toBe(20)
  expect(source.fits()).toBe(false)
  expect(pool.figures().imageBytes).toBeLessThanOrEqual(BUDGET)

  source.seek(30)
  source.exact?.seek(30)
  await vi.waitFor(() => expect(source.exact?.peek(30)).not.toBe(null), { interval: 1 })
  expect(source.peek(30)).toBe(null)

  source.exact?.rest()
  await vi.waitFor(() => expect(source.holds({ from: 0, to: COUNT - 1 })).toBe(true), { interval: 1 })
  expect(pool.figures().imageBytes).toBeLessThanOrEqual(BUDGET)
  pool.release(source)
})

test('[PL11] a clip without a reduced copy has its pixels at once', () => {
  const pool = new FramePool(noServer, BUDGET, open)
  const source = pool.acquire({ ...video, reducedUrl: null })
  expect(source.exact).toBe(null)
  pool.release(source)
})

test('[PL11] after a closer look the reduced copy is where the screen is; a clip that nobody holds is not begun again', async () => {
  const pool = new FramePool(noServer, 24 * REDUCED_BYTES, open)
  const source = pool.acquire(video)
  source.seek(0)
  await vi.waitFor(() => expect(source.peek(0)).not.toBe(null), { interval: 1 })
  source.exact?.seek(0)
  source.seek(30)
  source.exact?.seek(30)
  source.exact?.rest()
  await vi.waitFor(() => expect(source.holds({ from: 28, to: 32 })).toBe(true), { interval: 1 })
  pool.release(source)
  const { frames } = pool.figures()
  source.exact?.rest()
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(pool.figures().frames).toBeLessThanOrEqual(frames)
})
