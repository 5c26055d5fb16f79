import { expect, test } from 'vitest'
import { StorableText, storableInt, storableIntText, storableText, storingProblem } from './storable'

test('takes every text but one with U+0000 or half of a surrogate pair', () => {
  const Name = StorableText.trim().min(1).max(4)
  expect(Name.parse(' é𝄞 ')).toBe('é𝄞')
  for (const text of ['a\u0000b', '\ud834', '\udd1e!']) expect(Name.safeParse(text).success).toBe(false)
  expect(Name.safeParse('').success).toBe(false)
})

test('names the place in a value that cannot be stored', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as unknown
  expect(storingProblem({ name: 'fine', list: [1, null, true, { a: 'é' }] })).toBeNull()
  expect(storingProblem({ training: { notes: ['fine', 'a\u0000'] } })).toMatch(/^training\.notes\.1: .*U\+0000/)
  expect(storingProblem({ training: { 'a\ud800': 1 } })).toMatch(/^training\.a name: /)
  expect(storingProblem({ training: deep })).toMatch(/^training\.a\.a\.a: is nested/)
})

test('[PP15] what a database refuses is left out, all else stays', () => {
  expect(storableText('bad \u0000 image', 100)).toBe('bad  image')
  expect(storableText('\ud800 half \udc00', 100)).toBe(' half ')
  expect(storableText('é 手 🖐\n\t"', 100)).toBe('é 手 🖐\n\t"')
})

test('[PP15] a longer text is cut with an ellipsis, never within a character', () => {
  expect(storableText('abcdef', 6)).toBe('abcdef')
  expect(storableText('abcdefg', 6)).toBe('abcde…')
  expect(storableText('abcd🖐fg', 6)).toBe('abcd…')
})

test('a value nests 32 deep and no deeper', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })
  expect(storingProblem(nested(32))).toBeNull()
  expect(storingProblem(nested(33))).toMatch(/is nested more than 32 levels deep/)
  expect(storingProblem('a\u0000')).toMatch(/^the text: /)
})

test('whole numbers are those of a column, given as numbers or as text', () => {
  const read = (schema: ReturnType<typeof storableInt>, value: unknown) => schema.safeParse(value).success
  expect([-1, 0, 2 ** 31 - 1, 2 ** 31, 0.5].map((value) => read(storableInt(0), value))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  const texts = ['0', '1', '2147483647', '2147483648', '1.5', 'x']
  expect(texts.map((text) => storableIntText(1).safeParse(text).success)).toEqual([
    false,
    true,
    true,
    false,
    false,
    false,
  ])
})
