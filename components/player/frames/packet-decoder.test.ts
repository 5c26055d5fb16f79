import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { codecs, stubCodecs } from './codec.fixture'
import { IN_FLIGHT, PacketDecoder } from './packet-decoder'

const FRAME_US = 40_000
const GROUP = 8
const COUNT = 24

beforeEach(stubCodecs)
afterEach(() => {
  vi.unstubAllGlobals()
})

/** Groups of eight; within one, frames lie in the file two by two the wrong way round. */
function order(at: number): number {
  const [group, place] = [Math.floor(at / GROUP), at % GROUP]
  const swapped = place === 0 || place === GROUP - 1 ? place : place % 2 === 1 ? place + 1 : place - 1
  return group * GROUP + swapped
}

function decoder({ timesUs = Array.from({ length: COUNT }, (_, at) => order(at) * FRAME_US), late = false } = {}) {
  return new PacketDecoder({
    config: { codec: 'vp8' },
    packets: {
      timesUs,
      keys: [0, 8, 16],
      bytes: 0,
      chunk: (at) => {
        const chunk = { timestamp: timesUs[at] } as EncodedVideoChunk
        return late ? Promise.resolve(chunk) : chunk
      },
    },
    indexOf: timesUs.map((time) => (time < 0 ? null : time / FRAME_US)),
  })
}

/** The indices that come out; each frame is closed, as its taker must. */
async function take(from: PacketDecoder, span: { from: number; to: number }): Promise<number[]> {
  const indices: number[] = []
  for await (const { index, frame } of from.decode(span)) {
    indices.push(index)
    frame.close()
  }
  return indices
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

test('decoding begins at the key frame before, and whatever is passed comes out in order of time', async () => {
  const one = decoder()
  expect(await take(one, { from: 11, to: 13 })).toEqual(range(8, 13))
  expect(codecs.opened[0]?.fed[0]).toBe(8 * FRAME_US)
  one.rest()
  expect(codecs.frames).toBe(0)
})

test('it goes on where it stands while the frames lie ahead, and no frame comes twice', async () => {
  const one = decoder()
  expect(await take(one, { from: 0, to: 2 })).toEqual([0, 1, 2])
  expect(await take(one, { from: 4, to: 9 })).toEqual(range(3, 9))
  expect(codecs.opened).toHaveLength(1)
})

test('it begins anew for what lies behind, and for what lies beyond the next key frame', async () => {
  const one = decoder()
  await take(one, { from: 3, to: 3 })
  expect(await take(one, { from: 3, to: 3 })).toEqual(range(0, 3))
  expect(await take(one, { from: 17, to: 18 })).toEqual(range(16, 18))
  expect(codecs.opened.map(({ state }) => state)).toEqual(['closed', 'closed', 'configured'])
})

test('at the end of the file the codec is emptied: the last frames come, and then it is closed', async () => {
  codecs.kind.holds = 3
  const one = decoder()
  expect(await take(one, { from: 20, to: 23 })).toEqual(range(16, 23))
  expect(one.isOpen()).toBe(true)
  expect(await take(one, { from: 16, to: 16 })).toEqual([16])
  one.rest()
  expect([one.isOpen(), codecs.frames]).toEqual([false, 0])
})

test('where the codec does not yield the last frame, decoding ends all the same', async () => {
  const one = decoder()
  const lost = vi.spyOn(VideoDecoder.prototype, 'flush').mockImplementation(async () => undefined)
  expect(await take(one, { from: 21, to: 23 })).toEqual(range(16, 22))
  expect(one.isOpen()).toBe(false)
  lost.mockRestore()
})

test('packets that are read again on demand give the same frames', async () => {
  expect(await take(decoder({ late: true }), { from: 9, to: 12 })).toEqual(range(8, 12))
})

/** Lets a slow codec work until something is done. */
async function whileWorking<T>(done: Promise<T>): Promise<T> {
  const pump = setInterval(() => codecs.opened.at(-1)?.work(), 1)
  return done.finally(() => clearInterval(pump))
}

test('as many packets are in the codec at once as keep it busy, and no more', async () => {
  codecs.kind.slow = true
  expect(await whileWorking(take(decoder(), { from: 0, to: 13 }))).toEqual(range(0, 13))
  expect(codecs.opened[0]?.most).toBe(IN_FLIGHT)
})

test('a codec that fails says so, and the next call opens another one', async () => {
  codecs.kind.failsAt = 2 * FRAME_US
  const one = decoder()
  await expect(take(one, { from: 0, to: 5 })).rejects.toThrow('broken')
  codecs.kind = { ...codecs.kind, failsAt: -1 }
  expect(await take(one, { from: 0, to: 5 })).toEqual(range(0, 5))
  expect(codecs.opened).toHaveLength(2)
})

test('resting ends what is being decoded, closes what nobody took, and says how much that was', async () => {
  codecs.kind.slow = true
  const one = decoder()
  const frames = one.decode({ from: 0, to: 7 })
  const first = frames.next()
  await vi.waitFor(() => expect(codecs.opened[0]?.decodeQueueSize).toBe(IN_FLIGHT))
  codecs.opened[0]?.work()
  const { value } = await first
  value?.frame.close()
  expect([value?.index, one.waitingBytes(), codecs.frames]).toEqual([0, 2 * 150, 2])
  one.rest()
  expect([one.waitingBytes(), codecs.frames, one.isOpen()]).toEqual([0, 0, false])
  expect((await frames.next()).done).toBe(true)
  codecs.opened[0]?.work()
  expect(codecs.frames).toBe(0)
})

test('a newer call ends an older one', async () => {
  codecs.kind.slow = true
  const one = decoder()
  const older = take(one, { from: 0, to: 7 })
  await vi.waitFor(() => expect(codecs.opened[0]?.decodeQueueSize).toBe(IN_FLIGHT))
  const newer = take(one, { from: 16, to: 16 })
  expect(await older).toEqual([])
  expect(await whileWorking(newer)).toEqual([16])
})

test('pictures that lead into an open group, and those that are none of the clip’s, are closed and not handed on', async () => {
  const timesUs = Array.from({ length: COUNT }, (_, at) => at * FRAME_US)
  // Behind the key frame of the second group lies one that is shown before it; another one is not in the table.
  timesUs[9] = 7.5 * FRAME_US
  timesUs[10] = -FRAME_US
  const one = decoder({ timesUs })
  expect(await take(one, { from: 11, to: 12 })).toEqual([8, 11, 12])
  one.rest()
  expect(codecs.frames).toBe(0)
})

test('frames that the file does not have are not asked of the codec', async () => {
  const one = decoder()
  expect(await take(one, { from: 5, to: COUNT })).toEqual([])
  expect(await take(one, { from: -1, to: 5 })).toEqual([])
  expect(codecs.opened).toEqual([])
})
