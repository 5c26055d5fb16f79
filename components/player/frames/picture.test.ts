import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bitmapPicture, framePicture, isSlow } from './picture'

let open = 0
let convert: () => Promise<ImageBitmap> = async () => bitmap()

function bitmap(): ImageBitmap {
  open++
  return { width: 2000, height: 1500, close: () => open-- }
}

function frame(displayWidth: number, displayHeight: number, format: string | null = 'I420'): VideoFrame {
  open++
  const made = { displayWidth, displayHeight, format, allocationSize: () => 7, close: () => open-- }
  return made as unknown as VideoFrame
}

beforeEach(() => {
  open = 0
  convert = async () => bitmap()
  vi.stubGlobal('createImageBitmap', () => convert())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('a bitmap is painted as it is, and counted with four bytes a pixel', async () => {
  const made = bitmap()
  const picture = bitmapPicture(made)
  await picture.prepare()
  picture.relax()
  expect([picture.width, picture.height, picture.bytes(), picture.image()]).toEqual([2000, 1500, 12_000_000, made])
  picture.close()
  expect(open).toBe(0)
})

test('planes are counted as they lie in memory; where that is not known, with four bytes a pixel', () => {
  expect(framePicture(frame(10, 20)).bytes()).toBe(7)
  expect(framePicture(frame(10, 20, null)).bytes()).toBe(800)
})

test('only a picture of three million pixels or more is converted ahead', async () => {
  expect([isSlow({ width: 2000, height: 1500 }), isSlow({ width: 2000, height: 1499 })]).toEqual([true, false])
  const small = frame(10, 20)
  const picture = framePicture(small)
  await picture.prepare()
  expect([picture.image(), picture.bytes(), open]).toEqual([small, 7, 1])
})

test('a large one is converted once, and given up when it is no longer near', async () => {
  const planes = frame(2000, 1500)
  const picture = framePicture(planes)
  await Promise.all([picture.prepare(), picture.prepare()])
  expect([picture.image() === planes, picture.bytes(), open]).toEqual([false, 7 + 12_000_000, 2])
  picture.relax()
  expect([picture.image(), picture.bytes(), open]).toEqual([planes, 7, 1])
  await picture.prepare()
  expect(open).toBe(2)
  picture.close()
  expect(open).toBe(0)
})

test('what is converted too late is not kept', async () => {
  for (const end of ['relax', 'close'] as const) {
    let done = () => {}
    convert = () =>
      new Promise((resolve) => {
        done = () => resolve(bitmap())
      })
    open = 0
    const picture = framePicture(frame(2000, 1500))
    const prepared = picture.prepare()
    picture[end]()
    done()
    await prepared
    expect(open).toBe(end === 'close' ? 0 : 1)
  }
})

test('a picture that cannot be converted is painted from its planes; a closed one is not converted', async () => {
  convert = async () => {
    throw new Error('no memory')
  }
  const planes = frame(2000, 1500)
  const picture = framePicture(planes)
  await picture.prepare()
  expect(picture.image()).toBe(planes)
  convert = async () => bitmap()
  picture.close()
  await picture.prepare()
  expect(open).toBe(0)
})
