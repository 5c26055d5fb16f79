import { expect, test } from 'vitest'
import { sessionEnd } from './session-life'
import { addressGroup } from './try-limits'

const HOUR_MS = 3_600_000

test('[US1] a session ends 12 hours after its last use and 7 days after the sign-in', () => {
  const start = new Date('2026-03-02T09:00:00Z')
  const after = (hours: number) => new Date(start.getTime() + hours * HOUR_MS)
  expect(sessionEnd(start, start)).toEqual(after(12))
  expect(sessionEnd(start, after(11))).toEqual(after(23))
  expect(sessionEnd(start, after(160))).toEqual(after(7 * 24))
})

test('[US3] one IPv6 line is one address, however many it uses', () => {
  expect(addressGroup('192.0.2.7')).toBe('192.0.2.7')
  expect(addressGroup('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(addressGroup('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:0DB8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:db8:1:3::9')).toBe('2001:db8:1:3::/64')
  expect(addressGroup('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressGroup('::1')).toBe('0:0:0:0::/64')
})
