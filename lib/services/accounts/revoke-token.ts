import { RevokeToken } from '@/lib/contracts/http/accounts'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireUserId } from './access'

export async function revokeToken({ ctx, input }: Verb<RevokeToken>): Promise<{ done: true }> {
  const { tokenId } = RevokeToken.parse(input)
  const userId = requireUserId(ctx)
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, userId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (count === 0) throw notFound('token')
    await audit(tx, ctx, { projectId: null, verb: 'token.revoke', entityType: 'token', entityId: tokenId })
    return { done: true }
  })
}
