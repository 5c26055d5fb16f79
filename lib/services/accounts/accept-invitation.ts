import { AcceptInvitation } from '@/lib/contracts/http/accounts'
import { audit } from '@/lib/platform/audit'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { AppError, invalid } from '@/lib/platform/errors'
import { hashPassword, hashSecret, passwordMatches } from '@/lib/platform/secrets'

/** A person who has an account already proves it with its password; a new one sets it. */
async function findOrCreateUser(tx: Tx, ctx: Context, email: string, name: string, password: string): Promise<string> {
  const known = await tx.user.findUnique({ where: { email } })
  if (!known) {
    const created = await tx.user.create({
      data: { email, name, passwordHash: await hashPassword(password), createdAt: ctx.now() },
    })
    return created.id
  }
  if (known.disabledAt || !known.passwordHash || !(await passwordMatches(password, known.passwordHash))) {
    throw invalid('password', 'You have an account with this address already. Give its password to join the project.')
  }
  return known.id
}

/** Turns an open invitation into a membership, once. */
export async function acceptInvitation({
  ctx,
  input,
}: Verb<AcceptInvitation>): Promise<{ email: string; projectSlug: string }> {
  const { secret, name, password } = AcceptInvitation.parse(input)
  return withTransaction(ctx, async (tx) => {
    const tokenHash = hashSecret(secret)
    const { count } = await tx.invitation.updateMany({
      where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now() } },
      data: { acceptedAt: ctx.now() },
    })
    if (count === 0) {
      throw new AppError(
        'not-found',
        'invitation',
        'This invitation is used up, revoked or over 14 days old. Ask for a new one.',
      )
    }
    const invitation = await tx.invitation.findUniqueOrThrow({ where: { tokenHash }, include: { project: true } })
    const userId = await findOrCreateUser(tx, ctx, invitation.email, name, password)
    await tx.membership.createMany({
      data: [{ projectId: invitation.projectId, userId, role: invitation.role }],
      skipDuplicates: true,
    })
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId } },
      {
        projectId: invitation.projectId,
        verb: 'invitation.accept',
        entityType: 'invitation',
        entityId: invitation.id,
      },
    )
    return { email: invitation.email, projectSlug: invitation.project.slug }
  })
}
