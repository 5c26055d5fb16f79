import { ListProjectTokens, ListTokens, type PersonTokenView, type TokenView } from '@/lib/contracts/http/tokens'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility, requireOwner, requireUserId } from './access'
import { inState, toPersonTokenView, toTokenView, WITH_PERSON } from './token-view'

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

/** The tokens of everybody, for owners of the installation. */
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
