import { type EvaluationSummary, ListEvaluations } from '@/lib/contracts/http/evaluation'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { PARTS, toEvaluationSummary } from './internal'

export async function listEvaluations({
  ctx,
  input,
}: Verb<ListEvaluations>): Promise<{ items: EvaluationSummary[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, modelName, ...wanted } = ListEvaluations.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const rows = await ctx.db.evaluation.findMany({
    where: {
      projectId,
      ...wanted,
      ...(modelName ? { model: { is: { name: modelName } } } : {}),
      ...afterCursor(cursor),
    },
    include: PARTS,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, toEvaluationSummary)
}
