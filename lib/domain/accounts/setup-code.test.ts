import { expect, test } from 'vitest'
import { normalSetupCode, SETUP_CODE, setupCodeOf } from './setup-code'

test('a code is four groups of four, each letter from five bits of a byte', () => {
  expect(setupCodeOf(Uint8Array.from({ length: SETUP_CODE.bytes }, (_, index) => index * 2))).toBe(
    '0246-8ACE-GJMP-RTWY',
  )
  expect(setupCodeOf(new Uint8Array(SETUP_CODE.bytes).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ')
})

test('a code is the same however it is typed', () => {
  const code = '01AB-CDEF-GHJK-MNPQ'
  for (const typed of [code, code.toLowerCase(), 'oiab cdef ghjk mnpq', ' OLAB-CDEFGHJK-MNPQ '])
    expect(normalSetupCode(typed)).toBe('01ABCDEFGHJKMNPQ')
})
