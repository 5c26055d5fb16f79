import type { MemberView } from '@/lib/contracts/http/accounts'
import { ProjectPage } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { countedAnswers } from './counted-answers'

type MemberPage = { items: MemberView[]; nextCursor: string | null }

/** Answers that count, by the person of their assignment. Source: docs/spec/counted-answers.md [CO6] */
async function countByPerson(db: Db, projectId: string, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ userId: string; answers: number }[]>`
    SELECT "annotatorId" AS "userId", count(*)::int AS answers
    FROM (${countedAnswers({ projectId, which: 'current' })}) AS answer
    WHERE "annotatorId" = ANY(${[...userIds]}::uuid[]) GROUP BY 1`
  return new Map(rows.map(({ userId, answers }) => [userId, answers]))
}

/** Members of a project, newest first, with the number of their answers. */
export async function listMembers({ ctx, input }: Verb<ProjectPage>): Promise<MemberPage> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'members.manage')
  const rows = await ctx.db.membership.findMany({
    where: { projectId, ...afterCursor(cursor) },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const answersOf = await countByPerson(
    ctx.db,
    projectId,
    rows.map(({ userId }) => userId),
  )
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
