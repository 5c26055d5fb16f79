import type { SessionView } from '@/lib/contracts/http/accounts'
import { Page } from '@/lib/contracts/http/common'
import { OfAccount } from '@/lib/contracts/http/credentials'
import { sessionEnd } from '@/lib/domain/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireBrowser, requireOwner } from './access'

/**
 * Starts a session of the epoch that the person was in when the password was checked:
 * when all sessions were ended since then, this one is over before it begins.
 */
export async function startSession(
  tx: Tx,
  ctx: Context,
  { userId, epoch, agent }: { userId: string; epoch: number; agent: string },
): Promise<{ id: string; secret: string }> {
  const secret = createSecret('session')
  const now = ctx.now()
  const { id } = await tx.session.create({
    data: {
      userId,
      epoch,
      secretHash: hashSecret(secret),
      address: ctx.address ?? 'local',
      agent: agent.slice(0, 300),
      createdAt: now,
      lastSeenAt: now,
      endsAt: sessionEnd(now, now),
    },
  })
  await tx.user.update({ where: { id: userId }, data: { lastSeenAt: now } })
  return { id, secret }
}

/**
 * Ends every session of a person, also one that is just being started.
 * @param keep the session that stays, if any
 * @returns how many ended
 */
export async function endAllSessions(tx: Tx, userId: string, keep: string | null = null): Promise<number> {
  const { sessionEpoch } = await tx.user.update({
    where: { id: userId },
    data: { sessionEpoch: { increment: 1 } },
    select: { sessionEpoch: true },
  })
  const { count } = await tx.session.deleteMany({ where: { userId, ...(keep ? { id: { not: keep } } : {}) } })
  if (keep) await tx.session.updateMany({ where: { id: keep, userId }, data: { epoch: sessionEpoch } })
  return count
}

/** An owner ends all sessions of a person, who may sign in again. */
export async function endSessionsOf({ ctx, input }: Verb<OfAccount>): Promise<{ ended: number }> {
  const { userId } = OfAccount.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireOwner(tx, ctx)
    if (!(await tx.user.findUnique({ where: { id: userId } }))) throw notFound('person')
    const ended = await endAllSessions(tx, userId)
    await audit(tx, ctx, {
      projectId: null,
      verb: 'session.end-all',
      entityId: userId,
      difference: { ended },
    })
    return { ended }
  })
}

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
