import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { requireBrowser } from './access'
import { endAllSessions } from './session-rows'

/** Ends all of the caller's sessions but the one that asks. */
export async function endOtherSessions({ ctx }: Verb<unknown>): Promise<{ ended: number }> {
  const { userId, sessionId } = requireBrowser(ctx)
  return withTransaction(ctx, async (tx) => {
    const ended = await endAllSessions(tx, userId, sessionId)
    await audit(tx, ctx, {
      projectId: null,
      verb: 'session.end-others',
      entityId: userId,
      difference: { ended },
    })
    return { ended }
  })
}
