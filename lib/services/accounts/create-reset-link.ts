import { CreateResetLink } from '@/lib/contracts/http/credentials'
import { RESET_LINK_MS } from '@/lib/domain/accounts'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { AppError, forbidden, invalid, notFound } from '@/lib/platform/errors'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireBrowser, requireSecondFactor } from './access'

/**
 * Whether someone may make a reset link for a person. The link lets its holder sign in as that person,
 * so it must not give more rights than its maker has. Source: docs/spec/accounts.md [US6]
 * @throws AppError forbidden, not-found, invalid
 */
export async function requireReach(db: Tx, makerId: string, userId: string): Promise<void> {
  if (makerId === userId) throw invalid('self', 'Change your own password under Account, with your current one.')
  const maker = await db.user.findUnique({ where: { id: makerId, disabledAt: null } })
  if (!maker) throw forbidden()
  const asAdmin = { userId: makerId, role: 'admin', state: 'active' } as const
  const person = await db.user.findUnique({
    where: { id: userId },
    include: { memberships: { include: { project: { include: { memberships: { where: asAdmin, take: 1 } } } } } },
  })
  const shared =
    person?.memberships.filter(({ project }) => project.memberships.length > 0 && !project.archivedAt) ?? []
  if (!person || (!maker.isOwner && shared.length === 0)) throw notFound('person')
  requireSecondFactor(maker)
  if (person.disabledAt) throw invalid('disabled', 'This person is disabled. An owner must enable the account first.')
  if (maker.isOwner) return
  if (!person.isOwner && shared.length === person.memberships.length) return
  throw new AppError(
    'forbidden',
    'reach',
    'This person is an owner or also a member of other projects, so only an owner can make this link. Ask an owner.',
  )
}

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
