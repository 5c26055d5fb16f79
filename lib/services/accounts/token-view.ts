import type { PersonTokenView, TokenView } from '@/lib/contracts/http/tokens'
import { parseScopes, type TokenState, tokenState } from '@/lib/domain/accounts'
import type { Prisma } from '@/lib/platform/db'

type Row = {
  id: string
  name: string
  prefix: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  lastUsedAddress: string | null
  revokedAt: Date | null
}

export function toTokenView(row: Row, now: Date): TokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: parseScopes(row.scopes),
    state: tokenState(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedAddress: row.lastUsedAddress,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}

/** What a list of many people's tokens reads of each person. */
export const WITH_PERSON = { user: { select: { id: true, name: true, email: true } } } as const

export function toPersonTokenView(
  row: Row & { user: { id: string; name: string; email: string } },
  now: Date,
): PersonTokenView {
  return { ...toTokenView(row, now), person: row.user }
}

/** The rows of one state, or all; agrees with `tokenState`. */
export function inState(state: TokenState | undefined, now: Date): Prisma.ApiTokenWhereInput {
  switch (state) {
    case undefined:
      return {}
    case 'revoked':
      return { revokedAt: { not: null } }
    case 'expired':
      return { revokedAt: null, expiresAt: { lte: now } }
    case 'active':
      return { revokedAt: null, expiresAt: { gt: now } }
  }
}
