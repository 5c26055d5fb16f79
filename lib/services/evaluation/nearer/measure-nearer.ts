import { MeasureNearer, type NearerStanding } from '@/lib/contracts/http/nearer'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { loadRuns } from '../comparison/load-runs'
import { lockModel } from '../internal'
import { type PairedOf, pairedHashOf } from './paired-hash'
import { countMaterial, rowOf, standingOf } from './standings'

async function refuseWithoutInputs(tx: Tx, { runAId, runBId, ...of }: PairedOf): Promise<void> {
  const common = await tx.runVideo.findFirst({
    where: { runId: runAId, state: 'done', video: { is: { runVideos: { some: { runId: runBId, state: 'done' } } } } },
    select: { id: true },
  })
  if (!common) {
    throw invalid('no-common-clip', 'No clip is finished in both runs. Run both on the same clips, then measure.')
  }
  if ((await countMaterial(tx, of)) > 0) return
  throw of.truth === 'planted'
    ? invalid(
        'nothing-planted',
        'No clip of this project has a planted truth; only the synthetic demo clips do. Measure against people.',
      )
    : invalid('no-answers', 'Nobody has given an answer of this kind yet. Answer pairs of these clips, then measure.')
}

/** Has the worker compute which of two runs is nearer to a truth. What was computed, or is being computed, from the same inputs is given again. */
export async function measureNearer({ ctx, input }: Verb<MeasureNearer>): Promise<NearerStanding> {
  const wanted = MeasureNearer.parse(input)
  const { projectId, truth, scope } = wanted
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, projectId, 'runs.manage')
    const { a, b } = await loadRuns({ db: tx }, wanted)
    const of = { projectId, truth, scope, ...rowOf(wanted) }
    const { modelVersionId } = a.id === of.runAId ? a : b
    await lockModel(tx, { projectId, modelVersionId })
    await refuseWithoutInputs(tx, of)
    const inputsHash = await pairedHashOf(tx, of)
    const known = await tx.pairedEvaluation.findFirst({
      where: { ...of, inputsHash, state: { in: ['queued', 'done'] } },
      select: { id: true },
    })
    if (known) return standingOf(tx, wanted)
    const { id } = await tx.pairedEvaluation.create({
      data: { ...of, inputsHash, createdBy: userId, createdAt: ctx.now() },
    })
    await enqueue(tx, jobs.runPairedEvaluation, { pairedEvaluationId: id })
    await audit(tx, ctx, {
      projectId,
      verb: 'paired-evaluation.create',
      entityId: id,
      difference: of,
    })
    return standingOf(tx, wanted)
  })
}
