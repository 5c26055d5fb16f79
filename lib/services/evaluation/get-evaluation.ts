import { type EvaluationView, InEvaluation } from '@/lib/contracts/http/evaluation'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { PARTS, toEvaluationView } from './internal'

export async function getEvaluation({ ctx, input }: Verb<InEvaluation>): Promise<EvaluationView> {
  const { projectId, evaluationId } = InEvaluation.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const row = await ctx.db.evaluation.findFirst({ where: { id: evaluationId, projectId }, include: PARTS })
  if (!row) throw notFound('evaluation')
  return toEvaluationView(row)
}
