import { sessionEnd } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { createSecret, hashSecret } from '@/lib/platform/secrets'

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
