import { type OpenInvitation, ReadInvitation } from '@/lib/contracts/http/accounts'
import type { Verb } from '@/lib/platform/context'
import { hashSecret } from '@/lib/platform/secrets'
import { countTry, forgetTries } from './count-try'
import { invitationClosed } from './internal'

/**
 * What the holder of an invitation's link is shown before accepting it.
 * @throws AppError not-found when it is used up, revoked or expired; rate-limited
 */
export async function readInvitation({ ctx, input }: Verb<ReadInvitation>): Promise<OpenInvitation> {
  const { secret } = ReadInvitation.parse(input)
  const attempt = { kind: 'link', account: null, device: null } as const
  await countTry(ctx, attempt)
  const found = await ctx.db.invitation.findUnique({
    where: {
      tokenHash: hashSecret(secret),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.now() },
      project: { archivedAt: null },
    },
    include: { project: { select: { name: true } } },
  })
  if (!found) throw invitationClosed()
  await forgetTries(ctx, attempt)
  const user = await ctx.db.user.findUnique({ where: { email: found.email }, select: { id: true } })
  return { email: found.email, role: found.role, projectName: found.project.name, hasAccount: user !== null }
}
