import type { z } from 'zod'
import type { InvitationView } from '@/lib/contracts/http/accounts'
import { ProjectPage } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from './access'

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
