import {
  type EvaluationSummary,
  type EvaluationView,
  InEvaluation,
  ListEvaluations,
} from '@/lib/contracts/http/evaluation'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { PARTS, toEvaluationSummary, toEvaluationView } from './internal'

export async function getEvaluation({ ctx, input }: Verb<InEvaluation>): Promise<EvaluationView> {
  const { projectId, evaluationId } = InEvaluation.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const row = await ctx.db.evaluation.findFirst({ where: { id: evaluationId, projectId }, include: PARTS })
  if (!row) throw notFound('evaluation')
  return toEvaluationView(row)
}

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
