import { AcceptInvitation } from '@/lib/contracts/http/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Invitation, Tx } from '@/lib/platform/db'
import { AppError, conflict, invalid } from '@/lib/platform/errors'
import { hashPassword, hashSecret } from '@/lib/platform/secrets'
import { findByPassword } from './check-password'
import { countTry, forgetTries } from './count-try'
import { invitationClosed } from './internal'

const ACCOUNT_MADE = 'account-made'

type Person = { email: string; name: string; password: string }

/** A person who has an account proves it with its password, because the inviter has the link too. */
async function findKnown(ctx: Context, { email, password }: Person): Promise<string | null> {
  if (!(await ctx.db.user.findUnique({ where: { email }, select: { id: true } }))) return null
  const known = await findByPassword(ctx, { email, password })
  if (known) return known.id
  throw invalid('password', 'You already have an account with this address. Enter its password to join the project.')
}

/** A new person sets a password. */
async function createUser(tx: Tx, ctx: Context, { email, name, password }: Person): Promise<string> {
  if (name === '') throw invalid('name', 'name: enter the name that others will see.')
  const [created] = await tx.user.createManyAndReturn({
    data: [{ email, name, passwordHash: await hashPassword(password), createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  if (created) return created.id
  throw conflict(ACCOUNT_MADE, 'An account with this address was made just now. Try again with its password.')
}

async function findOpen(ctx: Context, secret: string): Promise<Invitation> {
  // Only guesses count here: anyone who has the link may use it.
  const attempt = { kind: 'link', account: null, device: null } as const
  await countTry(ctx, attempt)
  const found = await ctx.db.invitation.findUnique({
    where: { tokenHash: hashSecret(secret), acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now() } },
  })
  if (!found) throw invitationClosed()
  await forgetTries(ctx, attempt)
  return found
}

async function join(ctx: Context, invitationId: string, person: Person) {
  const knownId = await findKnown(ctx, person)
  return withTransaction(ctx, async (tx) => {
    const [invitation] = await tx.invitation.updateManyAndReturn({
      where: {
        id: invitationId,
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: ctx.now() },
        project: { archivedAt: null },
      },
      data: { acceptedAt: ctx.now() },
      include: { project: true },
    })
    if (!invitation) throw invitationClosed()
    const { email, projectId, role, project } = invitation
    const userId = knownId ?? (await createUser(tx, ctx, person))
    await tx.membership.createMany({
      data: [{ projectId, userId, role, createdAt: ctx.now() }],
      skipDuplicates: true,
    })
    const entry = { verb: 'invitation.accept' as const, difference: { email, role } }
    await audit(tx, { ...ctx, actor: { type: 'user', userId } }, { projectId, entityId: invitationId, ...entry })
    return { email, projectSlug: project.slug }
  })
}

/** Turns an open invitation into a membership, once. */
export async function acceptInvitation({
  ctx,
  input,
}: Verb<AcceptInvitation>): Promise<{ email: string; projectSlug: string }> {
  const { secret, name, password } = AcceptInvitation.parse(input)
  const { id, email } = await findOpen(ctx, secret)
  const person = { email, name, password }
  try {
    return await join(ctx, id, person)
  } catch (error) {
    // Another project's invitation made the account at the same moment: its password is asked now.
    if (error instanceof AppError && error.reason === ACCOUNT_MADE) return join(ctx, id, person)
    throw error
  }
}
