import { expect, test } from 'vitest'
import { StorableText, storingProblem } from './storable-schema'

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
