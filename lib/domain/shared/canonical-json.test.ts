import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json'

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
