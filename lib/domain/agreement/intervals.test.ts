import { expect, test } from 'vitest'
import { wilsonInterval } from './intervals'

test('[AG11] 8 of 10 gives Wilson’s 0.4902–0.9433', () => {
  const [low, high] = wilsonInterval(8, 10) ?? []
  expect(low).toBeCloseTo(0.4902, 4)
  expect(high).toBeCloseTo(0.9433, 4)
})

test('[AG11] no count has no interval, and 0 of n starts at 0', () => {
  expect(wilsonInterval(0, 0)).toBeNull()
  expect(wilsonInterval(0, 20)?.[0]).toBe(0)
  expect(wilsonInterval(20, 20)?.[1]).toBe(1)
})
