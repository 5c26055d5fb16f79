import { expect, test } from 'vitest'
import { sessionEnd } from './session-life'

const HOUR_MS = 3_600_000

test('[US1] a session ends 12 hours after its last use and 7 days after the sign-in', () => {
  const start = new Date('2026-03-02T09:00:00Z')
  const after = (hours: number) => new Date(start.getTime() + hours * HOUR_MS)
  expect(sessionEnd(start, start)).toEqual(after(12))
  expect(sessionEnd(start, after(11))).toEqual(after(23))
  expect(sessionEnd(start, after(160))).toEqual(after(7 * 24))
})
