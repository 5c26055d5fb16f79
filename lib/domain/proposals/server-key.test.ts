import { expect, test } from 'vitest'
import { serverKeyProblem } from './server-key'

test('[PP14] a variable with the prefix may hold a key', () => {
  expect(serverKeyProblem('FRAMEJURY_KEY_REACT')).toBeNull()
})

test.each(['AUTH_SECRET', 'DATABASE_URL', 'FRAMEJURY_DATA', 'FRAMEJURY_KEY_', 'MY_FRAMEJURY_KEY_X'])(
  '[PP14] %s may not',
  (name) => {
    expect(serverKeyProblem(name)).toMatch(new RegExp(`names ${name} for .* begins with FRAMEJURY_KEY_ `))
  },
)

test('[PP14] the refusal proposes a name', () => {
  expect(serverKeyProblem('REACT_KEY')).toContain('the key as FRAMEJURY_KEY_REACT,')
  expect(serverKeyProblem('OPENAI_API_KEY')).toContain('the key as FRAMEJURY_KEY_OPENAI,')
})
