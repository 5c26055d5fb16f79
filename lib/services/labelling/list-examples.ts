import { type ExampleView, ListExamples } from '@/lib/contracts/http/examples'
import { aliasesOf } from '@/lib/platform/alias'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toExampleView } from './example-view'

/** The example pictures of the labels, newest first; everybody who labels sees them. */
export async function listExamples({
  ctx,
  input,
}: Verb<ListExamples>): Promise<{ items: ExampleView[]; nextCursor: string | null }> {
  const { projectId, labelKey, cursor, limit } = ListExamples.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'labelling.answer')
  const rows = await ctx.db.labelExample.findMany({
    where: { AND: [{ projectId, ...(labelKey && { labelKey }) }, afterCursor(cursor)] },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const aliases = aliasesOf(ctx)
  return toPage(rows, limit, (row) => toExampleView(row, aliases))
}
