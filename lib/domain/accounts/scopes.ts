import { z } from 'zod'

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
