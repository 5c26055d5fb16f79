import { ReadResetLink, ResetPassword } from '@/lib/contracts/http/credentials'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { ResetLink, Tx } from '@/lib/platform/db'
import { AppError } from '@/lib/platform/errors'
import { hashPassword, hashSecret } from '@/lib/platform/secrets'
import { countTry, forgetTries } from './count-try'
import { requireReach } from './create-reset-link'
import { revokeTokensOf } from './revoke-token'
import { endAllSessions } from './session-rows'

function linkClosed(): AppError {
  return new AppError('not-found', 'reset-link', 'This link was used or is more than a day old. Ask for a new one.')
}

async function findOpen(ctx: Context, secret: string): Promise<ResetLink & { user: { email: string } }> {
  const attempt = { kind: 'link', account: null, device: null } as const
  await countTry(ctx, attempt)
  const found = await ctx.db.resetLink.findUnique({
    where: { secretHash: hashSecret(secret), expiresAt: { gt: ctx.now() }, user: { disabledAt: null } },
    include: { user: { select: { email: true } } },
  })
  if (!found) throw linkClosed()
  await forgetTries(ctx, attempt)
  return found
}

/** The person may have become an owner, or joined other projects, since the link was made. */
async function requireReachStill(tx: Tx, { createdBy, userId }: ResetLink): Promise<void> {
  if (createdBy === null) return
  await requireReach(tx, createdBy, userId).catch((error: unknown) => {
    throw error instanceof AppError ? linkClosed() : error
  })
}

/** What the holder of a link is shown before they set a password. @throws AppError not-found, rate-limited */
export async function readResetLink({ ctx, input }: Verb<ReadResetLink>): Promise<{ email: string }> {
  const { user } = await findOpen(ctx, ReadResetLink.parse(input).secret)
  return { email: user.email }
}

/** Sets a new password with a link, once. All sessions of the person end; nothing else about them changes. */
export async function resetPassword({ ctx, input }: Verb<ResetPassword>): Promise<{ email: string }> {
  const { secret, password, revokeTokens } = ResetPassword.parse(input)
  const { userId, secretHash, user } = await findOpen(ctx, secret)
  const passwordHash = await hashPassword(password)
  return withTransaction(ctx, async (tx) => {
    const link = await tx.resetLink.findUnique({ where: { userId, secretHash } })
    const { count } = await tx.resetLink.deleteMany({ where: { userId, secretHash } })
    if (!link || count === 0) throw linkClosed()
    await requireReachStill(tx, link)
    await tx.user.update({ where: { id: userId }, data: { passwordHash } })
    const sessions = await endAllSessions(tx, userId)
    const tokens = revokeTokens ? await revokeTokensOf(tx, ctx, userId) : 0
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId } },
      {
        projectId: null,
        verb: 'password.reset',
        entityId: userId,
        difference: { createdBy: link.createdBy, sessions, tokens },
      },
    )
    return { email: user.email }
  })
}
