import { expect, test } from 'vitest'
import { createRng, hashSeed, shuffled } from './rng'

function first(seed: number | string): number[] {
  const rng = createRng(seed)
  return [rng.next(), rng.next(), rng.next()]
}

test('the stream is that of mulberry32', () => {
  expect(first(0)).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197])
  expect(first(42)).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099])
  expect(first('foobar')).toEqual(first(hashSeed('foobar')))
})

test('a name is hashed by FNV-1a, 32 bits', () => {
  expect(hashSeed('')).toBe(0x811c9dc5)
  expect(hashSeed('foobar')).toBe(0xbf9cf968)
})

test('a shuffle keeps every item, leaves the list alone, and reaches every order alike', () => {
  const items = [1, 2, 3]
  const orders = new Map<string, number>()
  const rng = createRng('orders')
  for (let draw = 0; draw < 6000; draw += 1) {
    const order = shuffled(items, rng).join('')
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  expect(items).toEqual([1, 2, 3])
  expect([...orders.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321'])
  for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})
