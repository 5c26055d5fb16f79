import { ListProjectTokens, ListTokens, type PersonTokenView, type TokenView } from '@/lib/contracts/http/tokens'
import { parseScopes, type TokenState, tokenState } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility, requireOwner, requireUserId } from './access'

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
const WITH_PERSON = { user: { select: { id: true, name: true, email: true } } } as const

function toPersonTokenView(
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

type PageOf<Item> = { items: Item[]; nextCursor: string | null }

/** The caller's own tokens, newest first. */
export async function listTokens({ ctx, input }: Verb<ListTokens>): Promise<PageOf<TokenView>> {
  const { cursor, limit, state } = ListTokens.parse(input)
  const now = ctx.now()
  const rows = await ctx.db.apiToken.findMany({
    where: { AND: [{ userId: requireUserId(ctx) }, inState(state, now), afterCursor(cursor)] },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => toTokenView(row, now))
}

/** The tokens of a project's members, for its admins: a token acts in the project as its person does. */
export async function listProjectTokens({ ctx, input }: Verb<ListProjectTokens>): Promise<PageOf<PersonTokenView>> {
  const { projectId, cursor, limit, state } = ListProjectTokens.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'members.manage')
  const now = ctx.now()
  const ofMembers = { user: { memberships: { some: { projectId } } } }
  const rows = await ctx.db.apiToken.findMany({
    where: { AND: [ofMembers, inState(state, now), afterCursor(cursor)] },
    include: WITH_PERSON,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => toPersonTokenView(row, now))
}

/** The tokens of everyone, for owners of the installation. */
export async function listAllTokens({ ctx, input }: Verb<ListTokens>): Promise<PageOf<PersonTokenView>> {
  const { cursor, limit, state } = ListTokens.parse(input)
  await requireOwner(ctx.db, ctx)
  const now = ctx.now()
  const rows = await ctx.db.apiToken.findMany({
    where: { AND: [inState(state, now), afterCursor(cursor)] },
    include: WITH_PERSON,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => toPersonTokenView(row, now))
}
