import type { Context } from '@/lib/platform/context'
import { createEvaluation, runEvaluation } from '@/lib/services/evaluation'

const EVALUATIONS = [
  { truth: 'planted', scope: 'all' },
  { truth: 'people', scope: 'all' },
  { truth: 'people', scope: 'hidden' },
] as const

/** Compares the demo's model with the known distortions and with the simulated annotators. */
export async function seedEvaluations(ctx: Context, projectId: string): Promise<void> {
  const { id: modelVersionId } = await ctx.db.modelVersion.findFirstOrThrow({
    where: { projectId, runs: { some: { state: 'done' } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const wanted of EVALUATIONS) {
    const { id: evaluationId } = await createEvaluation({ ctx, input: { projectId, modelVersionId, ...wanted } })
    await runEvaluation({ ctx, input: { evaluationId } })
  }
}
