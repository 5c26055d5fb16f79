import { z } from 'zod'
import { sessionEnd } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import { hashSecret } from '@/lib/platform/secrets'

const Input = z.object({ secret: z.string().max(200) })
const TOUCH_EVERY_MS = 60_000

type LiveSession = { id: string; userId: string; createdAt: Date; lastSeenAt: Date }

/**
 * The session that a cookie's secret opens. One read with the person: who is disabled or ended all sessions has none.
 * Source: docs/spec/accounts.md [US1] [US2]
 */
export async function findSession({
  ctx,
  input,
}: Verb<z.infer<typeof Input>>): Promise<{ userId: string; sessionId: string } | null> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return null
  const now = ctx.now()
  const [session] = await ctx.db.$queryRaw<LiveSession[]>`
    SELECT s.id, s."userId", s."createdAt", s."lastSeenAt"
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s."secretHash" = ${hashSecret(parsed.data.secret)} AND s."endsAt" > ${now}
      AND s.epoch = u."sessionEpoch" AND u."disabledAt" IS NULL`
  if (!session) return null
  const { id, userId, createdAt, lastSeenAt } = session
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_EVERY_MS) {
    const used = { lastSeenAt: now, endsAt: sessionEnd(createdAt, now), address: ctx.address }
    // A session that ended concurrently stays ended: the update finds no row.
    await ctx.db.session.updateMany({ where: { id, lastSeenAt }, data: used })
    await ctx.db.user.updateMany({ where: { id: userId }, data: { lastSeenAt: now } })
  }
  return { userId, sessionId: id }
}
