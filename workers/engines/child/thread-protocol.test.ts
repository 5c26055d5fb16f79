import { expect, test } from 'vitest'
import { createCredits } from './thread-protocol'

test('as many go ahead as there are credits, in the order of asking', async () => {
  const credits = createCredits(2)
  const passed: number[] = []
  const all = [1, 2, 3, 4].map((place) => credits.take().then(() => passed.push(place)))
  await Promise.all(all.slice(0, 2))
  expect(passed).toEqual([1, 2])
  credits.add(1)
  await all[2]
  expect(passed).toEqual([1, 2, 3])
  credits.add(5)
  await all[3]
  await credits.take()
  expect(passed).toEqual([1, 2, 3, 4])
})
