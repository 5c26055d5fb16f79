import { z } from 'zod'
import { EndSession } from '@/lib/contracts/http/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { hashSecret } from '@/lib/platform/secrets'
import { requireBrowser } from './access'

const Secret = z.object({ secret: z.string().max(200) })

async function remove(ctx: Context, where: { id: string; userId: string }): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.session.deleteMany({ where })
    if (count === 0) return false
    const actor = ctx.actor.type === 'anonymous' ? ({ type: 'user', userId: where.userId } as const) : ctx.actor
    await audit(tx, { ...ctx, actor }, { projectId: null, verb: 'session.end', entityId: where.id })
    return true
  })
}

/** Signs out: the session of this secret ends for everyone who has its cookie. */
export async function signOut({ ctx, input }: Verb<z.infer<typeof Secret>>): Promise<void> {
  const { secret } = Secret.parse(input)
  const found = await ctx.db.session.findUnique({
    where: { secretHash: hashSecret(secret) },
    select: { id: true, userId: true },
  })
  if (found) await remove(ctx, found)
}

/** Ends one of the caller's own sessions. */
export async function endSession({ ctx, input }: Verb<EndSession>): Promise<{ done: true }> {
  const { sessionId } = EndSession.parse(input)
  const { userId } = requireBrowser(ctx)
  if (!(await remove(ctx, { id: sessionId, userId }))) throw notFound('session')
  return { done: true }
}
