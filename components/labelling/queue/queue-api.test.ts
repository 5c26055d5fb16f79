import { expect, test } from 'vitest'
import { failureOf } from './queue-api'
import { refusal } from './testing'

test.each([
  ['a network that failed', new TypeError('fetch failed'), { kind: 'offline' }],
  ['a server that is overloaded', refusal('TOO_MANY_REQUESTS', 'slow-down'), { kind: 'offline' }],
  ['a disk that is full', refusal('INSUFFICIENT_STORAGE', 'storage-full'), { kind: 'offline', full: true }],
  ['a session that ended', refusal('UNAUTHORIZED', 'session'), { kind: 'signed-out' }],
  ['a newer draft', refusal('CONFLICT', 'stale-draft'), { kind: 'stale-draft' }],
  ['a lease that is over', refusal('CONFLICT', 'lease-lost'), { kind: 'lease-lost' }],
  ['what is not there for this person', refusal('NOT_FOUND', 'assignment'), { kind: 'unknown-here' }],
  ['what this person may not do', refusal('FORBIDDEN', 'role'), { kind: 'unknown-here' }],
  ['an answer that is not complete', refusal('BAD_REQUEST', 'answer-incomplete'), { kind: 'refused' }],
])('[SV6] [SV7] [SV8] what an error means: %s', (_what, error, expected) => {
  expect(failureOf(error)).toMatchObject(expected)
})
