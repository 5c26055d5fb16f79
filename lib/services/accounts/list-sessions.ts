import type { SessionView } from '@/lib/contracts/http/accounts'
import { Page } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireBrowser } from './access'

type SessionPage = { items: SessionView[]; nextCursor: string | null }

/** Where the caller is signed in now, newest first. */
export async function listSessions({ ctx, input }: Verb<Page>): Promise<SessionPage> {
  const { cursor, limit } = Page.parse(input)
  const { userId, sessionId } = requireBrowser(ctx)
  const { sessionEpoch } = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } })
  const rows = await ctx.db.session.findMany({
    where: { userId, epoch: sessionEpoch, endsAt: { gt: ctx.now() }, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => ({
    id: row.id,
    isThis: row.id === sessionId,
    address: row.address,
    agent: row.agent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  }))
}
