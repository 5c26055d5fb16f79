import { OfAccount } from '@/lib/contracts/http/credentials'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireOwner } from './access'
import { endAllSessions } from './session-rows'

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
