import { AcceptInvitation } from '@/lib/contracts/http/accounts'
import { audit } from '@/lib/platform/audit'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { hashPassword, hashSecret, passwordMatches } from '@/lib/platform/secrets'
import { invitationClosed } from './internal'
import { countPasswordTry, forgetPasswordTries } from './password-tries'

type Person = { email: string; name: string; password: string }

/** A new person sets a password; null when there is an account with this address. */
async function createUser(tx: Tx, ctx: Context, { email, name, password }: Person): Promise<string | null> {
  if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return null
  if (name === '') throw invalid('name', 'name: say how the others shall call you.')
  const [created] = await tx.user.createManyAndReturn({
    data: [{ email, name, passwordHash: await hashPassword(password), createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  return created?.id ?? null
}

/** A person who has an account proves it with its password. */
async function findUser(tx: Tx, { email, password }: Person): Promise<string> {
  // The maker of the invitation holds its link too, and must not guess at the password for ever.
  await countPasswordTry(email, null)
  const known = await tx.user.findUnique({ where: { email, disabledAt: null } })
  if (!known?.passwordHash || !(await passwordMatches(password, known.passwordHash))) {
    throw invalid('password', 'You have an account with this address already. Give its password to join the project.')
  }
  await forgetPasswordTries(email)
  return known.id
}

/** Turns an open invitation into a membership, once. */
export async function acceptInvitation({
  ctx,
  input,
}: Verb<AcceptInvitation>): Promise<{ email: string; projectSlug: string }> {
  const { secret, name, password } = AcceptInvitation.parse(input)
  return withTransaction(ctx, async (tx) => {
    const [invitation] = await tx.invitation.updateManyAndReturn({
      where: {
        tokenHash: hashSecret(secret),
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: ctx.now() },
        project: { archivedAt: null },
      },
      data: { acceptedAt: ctx.now() },
      include: { project: true },
    })
    if (!invitation) throw invitationClosed()
    const { id, email, projectId, role, project } = invitation
    const person = { email, name, password }
    const userId = (await createUser(tx, ctx, person)) ?? (await findUser(tx, person))
    await tx.membership.createMany({
      data: [{ projectId, userId, role, createdAt: ctx.now() }],
      skipDuplicates: true,
    })
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId } },
      { projectId, verb: 'invitation.accept', entityType: 'invitation', entityId: id, difference: { email, role } },
    )
    return { email, projectSlug: project.slug }
  })
}
