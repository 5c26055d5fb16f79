import { CreateInvitation } from '@/lib/contracts/http/accounts'
import { actorUserId, audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict } from '@/lib/platform/errors'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireAbility } from './access'

const VALID_MS = 14 * 86_400_000

/**
 * @returns a link whose secret is shown this once; only its hash is stored. It works for 14 days.
 * Source: docs/spec/accounts.md [US10] [US11]
 */
export async function createInvitation({
  ctx,
  input,
}: Verb<CreateInvitation>): Promise<{ invitationId: string; link: string }> {
  const { projectId, email, role } = CreateInvitation.parse(input)
  const secret = createSecret('fji')
  return withTransaction(ctx, async (tx) => {
    // A transaction that demotes the inviter waits, and then sees this invitation.
    await tx.$queryRaw`
      SELECT id FROM "Membership"
      WHERE "projectId" = ${projectId}::uuid AND "userId" = ${actorUserId(ctx.actor)}::uuid FOR SHARE`
    const { userId } = await requireAbility(tx, ctx, projectId, 'members.manage')
    if (await tx.membership.findFirst({ where: { projectId, user: { email } } })) {
      throw conflict('already-member', `${email} is already a member of this project.`)
    }
    const invitation = await tx.invitation.create({
      data: {
        projectId,
        email,
        role,
        tokenHash: hashSecret(secret),
        invitedBy: userId ?? projectId,
        expiresAt: new Date(ctx.now().getTime() + VALID_MS),
        createdAt: ctx.now(),
      },
    })
    await audit(tx, ctx, {
      projectId,
      verb: 'invitation.create',
      entityId: invitation.id,
      difference: { email, role },
    })
    return { invitationId: invitation.id, link: `/invitation#${secret}` }
  })
}
