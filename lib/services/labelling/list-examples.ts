import { type ExampleView, ListExamples } from '@/lib/contracts/http/examples'
import { type Aliases, aliasesOf } from '@/lib/platform/alias'
import { boxOf } from '@/lib/platform/box-columns'
import type { Verb } from '@/lib/platform/context'
import type { LabelExample } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'

/** An example picture as its reader may know it. Source: docs/spec/answer.md [AN17] */
export function toExampleView(row: LabelExample, aliases: Aliases): ExampleView {
  const { id, labelKey, kind, videoId, frameIndex, note, createdAt } = row
  const clip = { videoId: aliases.of('video', videoId), frameIndex, box: boxOf(row) }
  return { id, labelKey, kind, ...clip, note, createdAt: createdAt.toISOString() }
}

/** The example pictures of the labels, newest first; everyone who labels sees them. */
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
