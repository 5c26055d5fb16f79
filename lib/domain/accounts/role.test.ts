import { describe, expect, test } from 'vitest'
import { ProjectSettings } from './project-settings'
import {
  ABILITIES,
  type Ability,
  type Actor,
  missingScope,
  parseScopes,
  Role,
  roleCan,
  seesGenerators,
  TokenScope,
  tokenState,
} from './role'

const OPEN = { blind: 'annotators' as const }
const BLIND = { blind: 'annotators-and-reviewers' as const }

test('[BL1] reviewers are blind unless the project says otherwise, in old projects too', () => {
  expect(ProjectSettings.parse({}).blind).toBe('annotators-and-reviewers')
  const saw = (settings: typeof OPEN | typeof BLIND) => Role.options.filter((role) => seesGenerators(role, settings))
  expect(saw(BLIND)).toEqual(['admin'])
  expect(saw(OPEN)).toEqual(['admin', 'reviewer'])
})

test('[BL2] the setting takes what names generators from reviewers, and nothing from anybody else', () => {
  const abilities = Object.keys(ABILITIES) as Ability[]
  for (const role of Role.options) {
    const lost = abilities.filter((ability) => roleCan(role, ability, OPEN) && !roleCan(role, ability, BLIND))
    expect(lost).toEqual(role === 'reviewer' ? ['media.read', 'runs.read'] : [])
    expect(abilities.filter((ability) => !roleCan(role, ability, OPEN) && roleCan(role, ability, BLIND))).toEqual([])
  }
})

test('[BL1] without the settings of a project a reviewer does not learn who made a clip', () => {
  const asked = roleCan as (role: Role, ability: Ability) => boolean
  expect(asked('reviewer', 'media.read')).toBe(false)
  expect(asked('admin', 'media.read')).toBe(true)
})

function token(...scopes: TokenScope[]): Actor {
  return { type: 'token', userId: 'u', tokenId: 't', scopes }
}

describe('scopes of a token', () => {
  test('[TK2] a token may what one of its scopes opens, and nothing else', () => {
    for (const need of TokenScope.options) {
      expect(missingScope(token(need), need)).toBeNull()
      const others = TokenScope.options.filter((scope) => scope !== need)
      expect(missingScope(token(...others), need)).toBe(need)
    }
  })

  test('[TK2] no token may what needs a session, every token may what needs nothing', () => {
    expect(missingScope(token(...TokenScope.options), 'session')).toBe('session')
    expect(missingScope(token(), 'none')).toBeNull()
  })

  test('people in the browser, jobs and strangers are no business of scopes', () => {
    for (const actor of [{ type: 'user', userId: 'u' }, { type: 'system', job: 'j' }, { type: 'anonymous' }] as const) {
      for (const need of [...TokenScope.options, 'session', 'none'] as const) {
        expect(missingScope(actor, need)).toBeNull()
      }
    }
  })

  test('a stored word that this version does not know allows nothing', () => {
    expect(parseScopes(['everything', 'read'])).toEqual(['read'])
  })
})

describe('state of a token', () => {
  const now = new Date('2026-11-30T12:00:00Z')
  const before = new Date(now.getTime() - 1)
  const after = new Date(now.getTime() + 1)

  test('[TK4] it works until the moment at which it expires', () => {
    expect(tokenState({ revokedAt: null, expiresAt: after }, now)).toBe('active')
    expect(tokenState({ revokedAt: null, expiresAt: now }, now)).toBe('expired')
  })

  test('[TK6] a revoked token stays revoked, also after its end', () => {
    expect(tokenState({ revokedAt: before, expiresAt: after }, now)).toBe('revoked')
    expect(tokenState({ revokedAt: before, expiresAt: before }, now)).toBe('revoked')
  })
})
