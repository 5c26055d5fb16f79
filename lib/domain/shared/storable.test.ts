import { expect, test } from 'vitest'
import { StorableText, storableText, storingProblem } from './storable'

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
