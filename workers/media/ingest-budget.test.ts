import { readFile, stat, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FULL_BUDGET, framesWithin } from '@/lib/domain/media'
import { closeDecoders } from '../media-process/media-process'
import { mediaTools } from '../media-tools'
import { heavyGif } from './fixtures/heavy-gif'
import { CLIP_FRAMES, CLIP_SIZE, makeClip, makeScratch, type Scratch } from './fixtures/make-clip'
import { probeVideo } from './probe'
import { DEFAULT_LIMITS, surveyVideo } from './survey'
import { openVideoSource } from './video-source'

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(async () => {
  await closeDecoders()
  await scratch.remove()
})

/** Probes a file and counts the frames that were decoded for it. */
async function decodedFor(path: string, maxPixels = FULL_BUDGET.pixels) {
  let frames = 0
  const limits = { ...DEFAULT_LIMITS, maxPixels }
  const failure = await probeVideo(path, { limits, onFrame: () => (frames += 1) }).then(
    () => null,
    (error: unknown) => error,
  )
  return { frames, failure }
}

const HALF = CLIP_SIZE.width * CLIP_SIZE.height * (CLIP_FRAMES / 2)

describe('[IB2] over the budget before a frame is decoded', () => {
  test('a GIF of 60 KB with 3,000 pictures of 8,000 × 8,000', async () => {
    const path = await heavyGif(scratch.path('heavy.gif'), { side: 8000, frames: 3000 })
    expect((await stat(path)).size).toBeLessThan(80_000)
    const { frames, failure } = await decodedFor(path)
    expect(failure).toMatchObject({ name: 'RefusedError', code: 'too-heavy' })
    expect(String(failure)).toContain('more than 312 frames of 8000×8000')
    expect(frames).toBe(0)
  })

  test('a file of 300,000 tiny frames', async () => {
    const path = await heavyGif(scratch.path('many.gif'), { side: 8, frames: 300_000 })
    const { frames, failure } = await decodedFor(path)
    expect(failure).toMatchObject({ code: 'too-long' })
    expect(frames).toBe(0)
  })

  test.each([
    ['an MP4, whose head tells it', { codec: 'h264' }],
    ['a fragmented MP4, whose packets tell it', { codec: 'h264', fragmented: true }],
  ] as const)('%s', async (name, options) => {
    const path = await makeClip(scratch.path(`${name}.mp4`), options)
    const { frames, failure } = await decodedFor(path, HALF)
    expect(failure).toMatchObject({ code: 'too-heavy' })
    expect(frames).toBe(0)
  })
})

test('[IB2] decoding stops with the first frame that is over', async () => {
  const source = await openVideoSource(await makeClip(scratch.path('lying.mp4'), { codec: 'h264' }))
  let frames = 0
  try {
    const limits = { ...DEFAULT_LIMITS, maxPixels: HALF }
    await expect(surveyVideo(source, limits, { onFrame: () => (frames += 1) })).rejects.toThrow('billion pixels')
  } finally {
    await source.close()
  }
  expect(frames).toBe(CLIP_FRAMES / 2 + 1)
})

test('[IB1] frames that a budget pays for', () => {
  expect(framesWithin(FULL_BUDGET, { width: 1920, height: 1080 })).toBe(9645)
  expect(framesWithin(FULL_BUDGET, { width: 8000, height: 8000 })).toBe(312)
})

test('[IB1] what is at the budget is read', async () => {
  const path = await makeClip(scratch.path('at.mp4'))
  expect(await decodedFor(path, HALF * 2)).toEqual({ frames: CLIP_FRAMES, failure: null })
})

test('[IB4] when the time is over the process is killed, and the refusal says how to mend it', async () => {
  const path = await makeClip(scratch.path('late.mp4'))
  const budget = { pixels: FULL_BUDGET.pixels, timeMs: 1 }
  const outcome = await mediaTools.ingest(path, scratch.path('.'), budget, new AbortController().signal)
  expect(outcome).toMatchObject({ type: 'refused', code: 'too-slow' })
  expect(outcome.type === 'refused' && outcome.message).toContain('Convert it to H.264 in MP4')
  await writeFile(scratch.path('after.mp4'), await readFile(path))
  const after = await mediaTools.ingest(path, scratch.path('.'), FULL_BUDGET, new AbortController().signal)
  expect(after).toMatchObject({ type: 'ready' })
})

test('[IB4] a job that is stopped is not taken for a file that is slow', async () => {
  const path = await makeClip(scratch.path('stopped.mp4'))
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(mediaTools.ingest(path, scratch.path('.'), FULL_BUDGET, stopped)).rejects.toThrow('stopped')
})
