import { z } from 'zod'
import { type AnnotationSummary, ListAnnotations } from '@/lib/contracts/http/labelling'
import { roleCan } from '@/lib/domain/accounts'
import type { Context, Verb } from '@/lib/platform/context'
import type { Prisma, Tx } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { CURRENT, countMarks, SUMMARY_INCLUDE, toSummary, WAITING } from './annotation-summary'

type AnnotationScope = { where: Prisma.AnnotationWhereInput; userId: string | null; maySeeAll: boolean }

/** Annotators see only the answers of their own assignments; reviewers and admins see all. */
export async function annotationScope(db: Tx, ctx: Context, projectId: string): Promise<AnnotationScope> {
  const { role, userId } = await requireAbility(db, ctx, projectId, 'labelling.answer')
  const maySeeAll = role === null || roleCan(role, 'labelling.review')
  const own = maySeeAll || userId === null ? {} : { assignment: { is: { userId } } }
  return { where: { projectId, ...own }, userId, maySeeAll }
}

/** As the contract's, after its query text has become a boolean. */
const Input = ListAnnotations.extend({ mine: z.boolean().optional() })

const REVIEWED = {
  OR: [{ reviews: { some: {} } }, { kind: 'correction' }],
} as const satisfies Prisma.AnnotationWhereInput

/** The current annotations, newest first, with their number of marks; an annotator gets only their own. */
export async function listAnnotations({
  ctx,
  input,
}: Verb<ListAnnotations>): Promise<{ items: AnnotationSummary[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, review, mine } = Input.parse(input)
  const { where, userId } = await annotationScope(ctx.db, ctx, projectId)
  const own = mine && userId ? { assignment: { is: { userId } } } : {}
  const reviewed = review === undefined ? {} : review === 'waiting' ? WAITING : REVIEWED
  const rows = await ctx.db.annotation.findMany({
    where: { AND: [where, CURRENT, own, reviewed, afterCursor(cursor)] },
    include: SUMMARY_INCLUDE,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const totals = await countMarks(
    ctx.db,
    rows.map(({ id }) => id),
  )
  return toPage(rows, limit, (row) => toSummary(row, totals.get(row.id) ?? { marks: 0, labels: [] }, userId))
}
