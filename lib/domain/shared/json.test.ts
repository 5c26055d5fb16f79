import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, jsonShape } from './json'

test('the order in which keys were written does not show', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, A: -0.5 })).toBe(
    '{"A":-0.5,"b":[1,{"c":"é","d":null}]}',
  )
})

test('reading the text back gives the value, and writing it again the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      const back: unknown = JSON.parse(text)
      expect(canonicalJson(back)).toBe(text)
      expect(back).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0), new Map(), [undefined]])(
  'refuses what JSON would change silently: %s',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  },
)

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
