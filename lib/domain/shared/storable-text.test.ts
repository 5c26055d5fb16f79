import { expect, test } from 'vitest'
import { storableText } from './storable-text'

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
