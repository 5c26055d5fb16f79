import { z } from 'zod'
import type { ProjectSettings } from './project-settings'

/** What an API token may be used for. A scope never adds to its person's role: both must allow. */
export const TokenScope = z.enum(['read', 'label', 'review', 'score', 'import', 'export', 'admin'])
export type TokenScope = z.infer<typeof TokenScope>

/** Days that a token may last, as people choose them. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const
export const DEFAULT_TOKEN_DAYS = 90

/**
 * What an operation asks of a token: one scope, `session` where no token may call it, `none` where any token may.
 * Rules: docs/spec/tokens.md [TK1] [TK2]
 */
export type ScopeNeed = TokenScope | 'session' | 'none'

/** Stored scopes as this version knows them: a word that it does not know allows nothing. */
export function parseScopes(stored: readonly string[]): TokenScope[] {
  return TokenScope.options.filter((scope) => stored.includes(scope))
}

/** What a token is at this moment. */
export const TokenState = z.enum(['active', 'expired', 'revoked'])
export type TokenState = z.infer<typeof TokenState>

/** A revoked token stays revoked, also after its end. */
export function tokenState(
  { revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date },
  now: Date,
): TokenState {
  if (revokedAt) return 'revoked'
  return expiresAt <= now ? 'expired' : 'active'
}

export const Role = z.enum(['admin', 'reviewer', 'annotator'])
export type Role = z.infer<typeof Role>

export const MembershipState = z.enum(['active', 'paused'])
export type MembershipState = z.infer<typeof MembershipState>

/** What a member may do in a project; every verb names one. */
export const ABILITIES = {
  'project.read': ['admin', 'reviewer', 'annotator'],
  'project.manage': ['admin'],
  'members.manage': ['admin'],
  'audit.read': ['admin'],
  'taxonomy.read': ['admin', 'reviewer', 'annotator'],
  'taxonomy.manage': ['admin'],
  'media.read': ['admin', 'reviewer'],
  'media.manage': ['admin'],
  'runs.read': ['admin', 'reviewer'],
  'runs.manage': ['admin'],
  'tasks.read': ['admin', 'reviewer'],
  'tasks.manage': ['admin'],
  'labelling.answer': ['admin', 'reviewer', 'annotator'],
  'labelling.review': ['admin', 'reviewer'],
  'agreement.read': ['admin', 'reviewer'],
  'exports.read': ['admin'],
  'exports.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Ability = keyof typeof ABILITIES

/** Pages and endpoints that reveal which generator made a clip: file names, imports, runs and their comparisons. */
const NAMING_GENERATORS = ['media.read', 'runs.read'] as const satisfies readonly Ability[]
type NamingGenerators = (typeof NAMING_GENERATORS)[number]
type BlindSetting = Pick<ProjectSettings, 'blind'>

/**
 * Whether a role may do something in a project. If it would reveal who made a clip, it depends on the project's
 * settings.
 * Source: docs/spec/blindness.md [BL1] [BL2]
 */
export function roleCan(role: Role, ability: Exclude<Ability, NamingGenerators>): boolean
export function roleCan(role: Role, ability: Ability, settings: BlindSetting): boolean
export function roleCan(role: Role, ability: Ability, settings?: BlindSetting): boolean {
  if (!(ABILITIES[ability] as readonly Role[]).includes(role)) return false
  const isNaming = (NAMING_GENERATORS as readonly Ability[]).includes(ability)
  return !(isNaming && role === 'reviewer' && settings?.blind !== 'annotators')
}

/** Whether someone with the role can learn which generator made a clip. Source: docs/spec/blindness.md [BL3] */
export function seesGenerators(role: Role, settings: BlindSetting): boolean {
  return NAMING_GENERATORS.some((ability) => roleCan(role, ability, settings))
}

/** Who acts. A token acts for the person who made it, with that person's roles, within its scopes. */
export type Actor =
  /** `sessionId` names the signed-in browser; none where a test or a command acts as the person. */
  | { type: 'user'; userId: string; sessionId?: string }
  | { type: 'token'; userId: string; tokenId: string; scopes: readonly TokenScope[] }
  | { type: 'system'; job: string }
  | { type: 'anonymous' }

/**
 * Whether this caller's token allows what the operation needs; people in the browser need no scope.
 * @returns null, or what is missing
 */
export function missingScope(actor: Actor, need: ScopeNeed): Exclude<ScopeNeed, 'none'> | null {
  if (actor.type !== 'token' || need === 'none') return null
  if (need === 'session') return need
  return actor.scopes.includes(need) ? null : need
}
