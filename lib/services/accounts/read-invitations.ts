import type { z } from 'zod'
import { type InvitationView, type OpenInvitation, ReadInvitation } from '@/lib/contracts/http/accounts'
import { ProjectPage } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { hashSecret } from '@/lib/platform/secrets'
import { requireAbility } from './access'
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

type View = z.infer<typeof InvitationView>
type Dates = { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }

function stateOf({ acceptedAt, revokedAt, expiresAt }: Dates, now: Date): View['state'] {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

export async function listInvitations({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: View[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'members.manage')
  const rows = await ctx.db.invitation.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    expiresAt: row.expiresAt.toISOString(),
    state: stateOf(row, ctx.now()),
  }))
}
