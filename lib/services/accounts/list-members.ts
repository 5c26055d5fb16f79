import type { MemberView } from '@/lib/contracts/http/accounts'
import { ProjectPage } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from './access'

type MemberPage = { items: MemberView[]; nextCursor: string | null }

export async function listMembers({ ctx, input }: Verb<ProjectPage>): Promise<MemberPage> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'members.manage')
  const rows = await ctx.db.membership.findMany({
    where: { projectId, ...afterCursor(cursor) },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const answers = await ctx.db.annotation.groupBy({
    by: ['authorId'],
    where: { projectId, kind: 'original', authorId: { in: rows.map((row) => row.userId) } },
    _count: true,
  })
  const answersOf = new Map(answers.map((row) => [row.authorId, row._count]))
  return toPage(rows, limit, (row) => ({
    id: row.id,
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role,
    state: row.state,
    answers: answersOf.get(row.userId) ?? 0,
    createdAt: row.createdAt.toISOString(),
  }))
}
