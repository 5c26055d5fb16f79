import { expect, test } from 'vitest'
import { tellingFrame } from './compared-clip'

const frames = (scores: Record<number, number>) =>
  Object.entries(scores).map(([frameIndex, score]) => ({ frameIndex: Number(frameIndex), score }))

test('[RC8] the frame at which both differ most, the earliest of equals', () => {
  expect(tellingFrame(frames({ 0: 4, 10: 3 }), frames({ 10: 1, 20: 1 }))).toBe(10)
  expect(tellingFrame(frames({ 0: 4, 5: 2, 10: 3 }), frames({ 0: 4, 5: 4, 10: 1 }))).toBe(5)
})

test('[RC8] without a shared frame the lowest of either, the earliest of equals', () => {
  expect(tellingFrame(frames({ 3: 2, 9: 4 }), frames({ 1: 3, 2: 2 }))).toBe(2)
  expect(tellingFrame(frames({ 3: 2 }), [])).toBe(3)
  expect(tellingFrame([], [])).toBeNull()
})
