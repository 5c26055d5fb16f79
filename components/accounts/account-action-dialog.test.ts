import { expect, test } from 'vitest'
import { actionsFor, mayHaveResetLink } from './account-action-dialog'

const account = {
  id: 'anna',
  name: 'Anna',
  email: 'anna@example.org',
  isOwner: false,
  state: 'active' as const,
  secondFactor: false,
  sessions: 0,
  projects: 1,
  lastSeenAt: null,
  createdAt: '2026-01-01T00:00:00Z',
}

test('offers what changes something', () => {
  expect(actionsFor(account, 'me')).toEqual(['make-owner', 'disable'])
  expect(actionsFor({ ...account, sessions: 2, secondFactor: true, isOwner: true }, 'me')).toEqual([
    'end-sessions',
    'turn-off-factor',
    'unmake-owner',
    'disable',
  ])
  expect(actionsFor({ ...account, state: 'disabled' }, 'me')).toEqual(['enable'])
})

test('nobody disables, resets or takes the second factor off themselves here', () => {
  const own = { ...account, sessions: 1, secondFactor: true, isOwner: true }
  expect(actionsFor(own, 'anna')).toEqual(['end-sessions', 'unmake-owner'])
  expect(mayHaveResetLink(own, 'anna')).toBe(false)
  expect(mayHaveResetLink(account, 'me')).toBe(true)
})
