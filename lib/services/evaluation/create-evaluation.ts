import { CreateEvaluation, type EvaluationSummary } from '@/lib/contracts/http/evaluation'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { type EvaluationOf, inputsHashOf } from './inputs-hash'
import { lockModel, PARTS, toEvaluationSummary } from './internal'

async function refuseWithoutInputs(tx: Tx, { projectId, modelVersionId, truth }: EvaluationOf): Promise<void> {
  const scored = await tx.runVideo.findFirst({
    where: { state: 'done', run: { is: { modelVersionId } } },
    select: { id: true },
  })
  if (!scored) {
    throw invalid('no-run', 'This model version has scored no clip yet. Start a run with it, then evaluate it.')
  }
  if (truth === 'people') return
  const planted = await tx.videoTruth.findFirst({ where: { video: { is: { projectId } } }, select: { videoId: true } })
  if (!planted) {
    throw invalid(
      'nothing-planted',
      'No clip of this project has a planted truth; only the synthetic demo clips do. Evaluate against people.',
    )
  }
}

/** Has the model version evaluated by the worker. What was computed, or is being computed, from the same inputs is given again. */
export async function createEvaluation({ ctx, input }: Verb<CreateEvaluation>): Promise<EvaluationSummary> {
  const of = CreateEvaluation.parse(input)
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, of.projectId, 'runs.manage')
    await lockModel(tx, of)
    await refuseWithoutInputs(tx, of)
    const inputsHash = await inputsHashOf(tx, of)
    const known = await tx.evaluation.findFirst({
      where: { ...of, inputsHash, state: { in: ['queued', 'done'] } },
      include: PARTS,
    })
    if (known) return toEvaluationSummary(known)
    const row = await tx.evaluation.create({
      data: { ...of, inputsHash, createdBy: userId, createdAt: ctx.now() },
      include: PARTS,
    })
    await enqueue(tx, jobs.runEvaluation, { evaluationId: row.id })
    await audit(tx, ctx, {
      projectId: of.projectId,
      verb: 'evaluation.create',
      entityId: row.id,
      difference: { modelVersionId: of.modelVersionId, truth: of.truth, scope: of.scope },
    })
    return toEvaluationSummary(row)
  })
}
