import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filmstripIndices, makeFilmstrip } from './filmstrip'
import { CLIP_FRAMES, CLIP_SIZE, makeClip, makeScratch, type Scratch } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { frameImage } from './frame-image'
import { probeVideo } from './probe'

let scratch: Scratch
let path: string
beforeAll(async () => {
  scratch = await makeScratch()
  path = await makeClip(scratch.path('clip.mp4'))
})
afterAll(() => scratch.remove())

async function readImage(image: Buffer, area?: { left: number; top: number; width: number; height: number }) {
  const picture = area ? sharp(image).extract(area) : sharp(image)
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return readPattern({ width: info.width, height: info.height, data })
}

test.each(['png', 'webp', 'jpeg'] as const)('a frame as %s shows that frame', async (format) => {
  for (const index of [0, 37, CLIP_FRAMES - 1]) {
    const image = await frameImage(path, index, format)
    expect((await sharp(image).metadata()).format).toBe(format)
    expect(await readImage(image)).toBe(index)
  }
})

test('PNG keeps every pixel of the decode', async () => {
  const [one, two] = await Promise.all([frameImage(path, 5, 'png'), frameImage(path, 5, 'png')])
  expect(one.equals(two)).toBe(true)
})

test('a filmstrip shows evenly spread frames, first and last among them', async () => {
  const probe = await probeVideo(path)
  const { image, poster, frameIndices, width, height } = await makeFilmstrip(path, probe)
  expect(frameIndices).toHaveLength(24)
  expect([frameIndices[0], frameIndices.at(-1)]).toEqual([0, CLIP_FRAMES - 1])
  expect(await sharp(image).metadata()).toMatchObject({ format: 'webp', width: width * 24, height: 64 })
  for (const [cell, index] of frameIndices.entries()) {
    expect(await readImage(image, { left: cell * width, top: 0, width, height })).toBe(index)
  }
  expect(await sharp(poster).metadata()).toMatchObject({ format: 'webp', ...CLIP_SIZE })
})

test('a filmstrip of few frames shows each once', () => {
  expect(filmstripIndices({ ptsUs: [0] })).toEqual([0])
  expect(filmstripIndices({ ptsUs: [0, 1, 2] })).toEqual([0, 1, 2])
})
