import { RevokeInvitation } from '@/lib/contracts/http/accounts'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, notFound } from '@/lib/platform/errors'
import { requireAbility } from './access'

export async function revokeInvitation({ ctx, input }: Verb<RevokeInvitation>): Promise<{ done: true }> {
  const { projectId, invitationId } = RevokeInvitation.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'members.manage')
    if (!(await tx.invitation.findFirst({ where: { id: invitationId, projectId } }))) throw notFound('invitation')
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, projectId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (count === 0) throw conflict('invitation-closed', 'This invitation was already accepted or revoked.')
    await audit(tx, ctx, { projectId, verb: 'invitation.revoke', entityId: invitationId })
    return { done: true }
  })
}
