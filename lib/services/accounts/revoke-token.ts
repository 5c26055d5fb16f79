import { RevokeToken } from '@/lib/contracts/http/tokens'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { requireBrowser, requireSecondFactor } from './access'

/**
 * Why this person may revoke tokens of that one: it is the same person, they own the installation, or they are an admin
 * of a project in which the other works. Only owners revoke an owner's tokens.
 * @returns the project through which, null for the first two; undefined when they may not
 */
async function rightOver(
  tx: Tx,
  callerId: string,
  personId: string,
): Promise<{ projectId: string | null } | undefined> {
  if (callerId === personId) return { projectId: null }
  const caller = await tx.user.findUnique({ where: { id: callerId, disabledAt: null } })
  if (!caller) return undefined
  if (caller.isOwner) {
    requireSecondFactor(caller)
    return { projectId: null }
  }
  const shared = await tx.membership.findFirst({
    where: {
      userId: personId,
      user: { isOwner: false },
      project: {
        archivedAt: null,
        memberships: { some: { userId: callerId, role: 'admin', state: 'active' } },
      },
    },
    orderBy: { createdAt: 'asc' },
    select: { projectId: true },
  })
  if (shared) requireSecondFactor(caller)
  return shared ?? undefined
}

/** Ends a token at once, for good. A token that the caller has no right over does not exist for them. */
export async function revokeToken({ ctx, input }: Verb<RevokeToken>): Promise<{ done: true }> {
  const { tokenId } = RevokeToken.parse(input)
  const { userId: callerId } = requireBrowser(ctx)
  return withTransaction(ctx, async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: tokenId } })
    const right = token ? await rightOver(tx, callerId, token.userId) : undefined
    if (!token || !right) throw notFound('token')
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (count === 0) throw conflict('already-revoked', 'This token is already revoked.')
    await audit(tx, ctx, {
      projectId: right.projectId,
      verb: 'token.revoke',
      entityId: tokenId,
      difference: { name: token.name, userId: token.userId },
    })
    return { done: true }
  })
}

/** @returns how many tokens of the person were live */
export async function revokeTokensOf(tx: Tx, ctx: Context, userId: string): Promise<number> {
  const { count } = await tx.apiToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: ctx.now() },
  })
  return count
}
