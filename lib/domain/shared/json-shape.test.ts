import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonShape } from './json-shape'

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

function countOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  return 1 + Object.values(value).reduce((count: number, each) => count + countOf(each), 0)
}

test('the depth of any JSON is told, and never fewer values than it has', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { depth, values } = jsonShape(JSON.stringify(value))
      expect(depth).toBe(depthOf(value))
      expect(values).toBeGreaterThanOrEqual(countOf(value))
    }),
  )
})

test.each([
  ['brackets in strings do not count', '["[[[{{{,,,"]', 1],
  ['nor after an escaped quote', '["\\"[[[", 1]', 1],
  ['nor after escaped backslashes is a string still open', '["\\\\", [1]]', 2],
  ['a string that never ends is survived', '["[[[', 1],
])('%s', (_, text, depth) => {
  expect(jsonShape(text).depth).toBe(depth)
})
