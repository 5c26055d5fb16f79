import { z } from 'zod'
import { type AnnotationSummary, ListAnnotations } from '@/lib/contracts/http/labelling'
import type { Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { annotationScope } from './annotation-scope'
import { CURRENT, countMarks, SUMMARY_INCLUDE, toSummary, WAITING } from './annotation-summary'

/** As the contract's, after its query text has become a boolean. */
const Input = ListAnnotations.extend({ mine: z.boolean().optional() })

const REVIEWED = {
  OR: [{ reviews: { some: {} } }, { kind: 'correction' }],
} as const satisfies Prisma.AnnotationWhereInput

/** The current annotations, newest first, with how many marks each has; an annotator gets their own alone. */
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
