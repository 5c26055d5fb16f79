import { expect, test } from 'vitest'
import { engineLanes, frameEngineThreads } from './engine-lanes'

test.each([
  [1, [1]],
  [2, [1, 1]],
  [5, [3, 2]],
  [16, [8, 8]],
])('of %d threads the engines of small networks get %j', (threads, shares) => {
  expect(frameEngineThreads(threads)).toEqual(shares)
  expect(engineLanes(threads)).toEqual({ 'frame-onnx': shares.length, 'vlm-onnx': 1, openai: 8 })
})
