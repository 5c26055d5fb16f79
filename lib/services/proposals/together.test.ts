import { expect, test } from 'vitest'
import { together } from './together'

async function* lists(sizes: readonly number[], tick: () => void = () => undefined, failure?: Error) {
  let next = 0
  for (const size of sizes) {
    tick()
    yield Array.from({ length: size }, () => next++)
  }
  if (failure) throw failure
}

/** A clock that stands still unless it is told to go on. */
function clock() {
  let ms = 0
  const pass = (more: number) => () => {
    ms += more
  }
  return { now: () => new Date(ms), pass }
}

async function sizesOf(source: AsyncIterable<number[]>): Promise<number[]> {
  const sizes: number[] = []
  for await (const list of source) sizes.push(list.length)
  return sizes
}

test('lists that come close together are one, sixteen frames or half a second at most', async () => {
  const { now, pass } = clock()
  expect(await sizesOf(together(lists([1, 2, 4, 8, 8, 8, 3]), now))).toEqual([23, 11])
  expect(await sizesOf(together(lists([4, 4, 4], pass(300)), now))).toEqual([8, 4])
})

test('nothing is lost, doubled or out of order', async () => {
  const all: number[] = []
  for await (const list of together(lists([1, 2, 4, 8, 8, 8, 3, 0]), clock().now)) all.push(...list)
  expect(all).toEqual(Array.from({ length: 34 }, (_, at) => at))
})

test('what came before a failure is handed over first', async () => {
  const seen: number[] = []
  const failing = together(lists([3, 4], undefined, new Error('the engine died')), clock().now)
  await expect(
    (async () => {
      for await (const list of failing) seen.push(...list)
    })(),
  ).rejects.toThrow('the engine died')
  expect(seen).toHaveLength(7)
})
