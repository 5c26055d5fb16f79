import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrames } from './decode'
import { evenPtsUs } from './encode'
import { CLIP_FRAMES, makeClip, makeScratch, type Scratch } from './fixtures/make-clip'
import { readPattern } from './fixtures/pattern'
import { FrameKeeper } from './frame-keeper'

const MIB = 2 ** 20
const table = { ptsUs: evenPtsUs(CLIP_FRAMES, 25) }

let scratch: Scratch
beforeAll(async () => {
  scratch = await makeScratch()
})
afterAll(() => scratch.remove())

/** The numbers painted into the frames that a keeper's reader gets. */
async function numbers(path: string, wanted: number[], keeper: FrameKeeper, mostBytes = 64 * MIB) {
  const seen: number[] = []
  for await (const frame of decodeFrames(path, wanted, 'native', undefined, table, {
    keeping: { keeper, mostBytes },
  })) {
    seen.push(readPattern(frame))
  }
  return seen
}

test('[FR18] a second round gets its frames from memory, also those between and before, in any round the same', async () => {
  const path = await makeClip(scratch.path('kept.mp4'), { codec: 'h264', encoderOptions: { bf: 3 } })
  const keeper = new FrameKeeper()
  expect(await numbers(path, [2, 30, 59], keeper)).toEqual([2, 30, 59])
  await rm(path)
  expect(await numbers(path, [0, 2, 17, 58], keeper)).toEqual([0, 2, 17, 58])
  await keeper.forget()
  await expect(numbers(path, [0], keeper)).rejects.toThrow()
})

test('[FR18] it reads on where the round before has ended', async () => {
  const path = await makeClip(scratch.path('further.mp4'))
  const keeper = new FrameKeeper()
  expect(await numbers(path, [5], keeper)).toEqual([5])
  expect(await numbers(path, [3, 44], keeper)).toEqual([3, 44])
  expect(await numbers(path, [43], keeper)).toEqual([43])
  await keeper.forget()
})

test.each([
  ['that is too large', 0.5 * MIB],
  ['that there is no memory for', 0],
])('[FR18] a clip %s is read anew each time', async (_, mostBytes) => {
  const path = await makeClip(scratch.path(`large-${mostBytes}.mp4`))
  const keeper = new FrameKeeper()
  expect(await numbers(path, [2, 30, 59], keeper, mostBytes)).toEqual([2, 30, 59])
  expect(await numbers(path, [10, 40], keeper, mostBytes)).toEqual([10, 40])
  await rm(path)
  await expect(numbers(path, [10], keeper, mostBytes)).rejects.toThrow()
})

test('[FR18] that a clip is too large is told by its first frame', async () => {
  const path = await makeClip(scratch.path('told.mp4'))
  const keeper = new FrameKeeper()
  // Room for ten of the sixty frames.
  expect(await numbers(path, [0, 2], keeper, 10 * 45_000)).toEqual([0, 2])
  await rm(path)
  await expect(numbers(path, [1], keeper, 10 * 45_000), 'none was kept').rejects.toThrow()
})

test('[FR18] another clip takes the place of the one before', async () => {
  const [one, two] = await Promise.all([makeClip(scratch.path('one.mp4')), makeClip(scratch.path('two.mp4'))])
  const keeper = new FrameKeeper()
  expect(await numbers(one, [59], keeper)).toEqual([59])
  expect(await numbers(two, [7], keeper)).toEqual([7])
  await rm(one)
  await expect(numbers(one, [0], keeper)).rejects.toThrow()
  await keeper.forget()
})

test('[FR18] a clip with fewer frames than asked for says so as without a keeper', async () => {
  const path = await makeClip(scratch.path('fewer.mp4'), { ptsUs: evenPtsUs(20, 25) })
  const keeper = new FrameKeeper()
  await expect(numbers(path, [10, 50], keeper)).rejects.toThrow('Frame 50 cannot be decoded; the last one is 19')
  expect(await numbers(path, [19], keeper)).toEqual([19])
})
