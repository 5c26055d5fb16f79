import { expect, test } from 'vitest'
import { differenceText } from './difference-text'

test('writes plain fields in one line', () => {
  expect(differenceText({ role: 'reviewer', overlap: 3, reason: null })).toBe('role reviewer, overlap 3, reason null')
})

test('leaves what is nested, long or no object to be unfolded', () => {
  expect(differenceText({ settings: { overlap: 3 } })).toBeNull()
  expect(differenceText({ description: 'x'.repeat(200) })).toBeNull()
  expect(differenceText(['a'])).toBeNull()
  expect(differenceText(null)).toBeNull()
})
