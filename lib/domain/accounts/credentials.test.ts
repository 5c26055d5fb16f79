import { expect, test } from 'vitest'
import { normalSetupCode, SETUP_CODE, sessionEnd, setupCodeOf } from './credentials'

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

const HOUR_MS = 3_600_000

test('[US1] a session ends 12 hours after its last use and 7 days after the sign-in', () => {
  const start = new Date('2026-03-02T09:00:00Z')
  const after = (hours: number) => new Date(start.getTime() + hours * HOUR_MS)
  expect(sessionEnd(start, start)).toEqual(after(12))
  expect(sessionEnd(start, after(11))).toEqual(after(23))
  expect(sessionEnd(start, after(160))).toEqual(after(7 * 24))
})
