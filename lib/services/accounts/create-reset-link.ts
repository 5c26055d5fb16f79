import { CreateResetLink } from '@/lib/contracts/http/credentials'
import { RESET_LINK_MS } from '@/lib/domain/accounts'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireBrowser } from './access'
import { requireReach } from './reset-reach'

/**
 * A link with which a person sets a new password, once, within a day. A later one takes its place.
 * Source: docs/spec/accounts.md [US6] [US11]
 */
export async function createResetLink({
  ctx,
  input,
}: Verb<CreateResetLink>): Promise<{ link: string; expiresAt: string }> {
  const { userId } = CreateResetLink.parse(input)
  const createdBy = ctx.actor.type === 'system' ? null : requireBrowser(ctx).userId
  const secret = createSecret('reset')
  const createdAt = ctx.now()
  const expiresAt = new Date(createdAt.getTime() + RESET_LINK_MS)
  return withTransaction(ctx, async (tx) => {
    if (createdBy) await requireReach(tx, createdBy, userId)
    else if (!(await tx.user.findUnique({ where: { id: userId, disabledAt: null } }))) throw notFound('person')
    const link = { secretHash: hashSecret(secret), createdBy, createdAt, expiresAt }
    await tx.resetLink.upsert({ where: { userId }, create: { userId, ...link }, update: link })
    await audit(tx, ctx, { projectId: null, verb: 'password.reset-link', entityId: userId })
    return { link: `/reset#${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
