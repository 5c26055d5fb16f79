import { type AccountView, ListAccounts } from '@/lib/contracts/http/credentials'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireOwner } from './access'

type AccountPage = { items: AccountView[]; nextCursor: string | null }

/** All people of this instance, for its owners. */
export async function listAccounts({ ctx, input }: Verb<ListAccounts>): Promise<AccountPage> {
  const { search, state, cursor, limit } = ListAccounts.parse(input)
  await requireOwner(ctx.db, ctx)
  const part = { contains: search ?? '', mode: 'insensitive' } as const
  const rows = await ctx.db.user.findMany({
    where: {
      deletedAt: null,
      AND: [search ? { OR: [{ name: part }, { email: part }] } : {}, afterCursor(cursor)],
      ...(state ? { disabledAt: state === 'disabled' ? { not: null } : null } : {}),
    },
    include: {
      _count: { select: { memberships: { where: { project: { archivedAt: null } } } } },
      sessions: { where: { endsAt: { gt: ctx.now() } }, select: { epoch: true } },
    },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    isOwner: row.isOwner,
    state: row.disabledAt ? 'disabled' : 'active',
    secondFactor: row.totpSince !== null,
    sessions: row.sessions.filter(({ epoch }) => epoch === row.sessionEpoch).length,
    projects: row._count.memberships,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }))
}
