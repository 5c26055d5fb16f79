import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrames } from './decode'
import { CLIP_FRAMES, CLIP_SIZE, makeClip, makeScratch, type Scratch, unevenPtsUs } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { probeVideo } from './probe'
import { makeProxy, makeReduced } from './proxy'
import { keyFramePts } from './video-source'

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(() => scratch.remove())

test('[FR16] a proxy has the same frames at the same times, and browsers play it', async () => {
  const late = unevenPtsUs(CLIP_FRAMES).map((pts) => pts + 1_500_000)
  const source = await makeClip(scratch.path('late.mp4'), { codec: 'h264', ptsUs: late, encoderOptions: { bf: 3 } })
  const probe = await probeVideo(source)
  const target = scratch.path('proxy.mp4')
  expect(probe.browserPlayable).toBe(false)
  await makeProxy(source, probe, target)
  const proxy = await probeVideo(target)
  expect(proxy.frameTable).toEqual(probe.frameTable)
  expect(proxy).toMatchObject({ codec: 'vp9', container: 'mp4', startUs: 0, browserPlayable: true, warnings: [] })
  const indices = probe.frameTable.ptsUs.map((_, index) => index)
  for await (const frame of decodeFrames(target, indices)) expect(readPattern(frame)).toBe(frame.index)
  expect((await keyFramePts(target, 0)).length).toBeGreaterThanOrEqual(Math.ceil(CLIP_FRAMES / 12))
})

test('[FR16] a proxy of a turned clip is upright', async () => {
  const source = await makeClip(scratch.path('turned.mp4'), { rotation: 90, ptsUs: [0, 40_000] })
  const target = scratch.path('upright.mp4')
  await makeProxy(source, await probeVideo(source), target)
  expect(await probeVideo(target)).toMatchObject({
    rotation: 0,
    displayWidth: CLIP_SIZE.height,
    displayHeight: CLIP_SIZE.width,
  })
})

test('[FR16] 4K becomes 1280 on its long side', async () => {
  const source = await makeClip(scratch.path('wide.mp4'), { ptsUs: [0], width: 2560, height: 1080 })
  const target = scratch.path('narrow.mp4')
  await makeProxy(source, await probeVideo(source), target)
  expect(await probeVideo(target)).toMatchObject({ codedWidth: 1280, codedHeight: 540 })
})

test('[FR17] a reduced copy has the same frames at the same times', async () => {
  const source = await makeClip(scratch.path('uhd.mp4'), { ptsUs: [0, 33_333], width: 2560, height: 1440 })
  const probe = await probeVideo(source)
  const target = scratch.path('reduced.mp4')
  await makeReduced(source, probe, target)
  const reduced = await probeVideo(target)
  expect(reduced).toMatchObject({ codedWidth: 1920, codedHeight: 1080, browserPlayable: true, warnings: [] })
  expect(reduced.frameTable).toEqual(probe.frameTable)
  for await (const frame of decodeFrames(target, [0, 1])) expect(readPattern(frame)).toBe(frame.index)
})

test('an aborted proxy leaves no file behind', async () => {
  const source = await makeClip(scratch.path('abort.mp4'))
  const probe = await probeVideo(source)
  const target = scratch.path('gone.mp4')
  await expect(makeProxy(source, probe, target, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
    'stopped',
  )
  expect((await readdir(scratch.path('.'))).filter((name) => name.startsWith('gone'))).toEqual([])
})
