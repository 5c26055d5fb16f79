import { MeasureComparison, type MeasuredComparison } from '@/lib/contracts/http/comparison'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { lockModel } from '../internal'
import { loadRuns } from './compare-runs'
import { type ComparisonOf, comparisonHashOf, countMaterial, measuredOf, rowOf } from './measured-comparison'

async function refuseWithoutInputs(tx: Tx, { runAId, runBId, ...of }: ComparisonOf): Promise<void> {
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
export async function measureComparison({ ctx, input }: Verb<MeasureComparison>): Promise<MeasuredComparison> {
  const wanted = MeasureComparison.parse(input)
  const { projectId, truth, scope } = wanted
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, projectId, 'runs.manage')
    const { a, b } = await loadRuns({ db: tx }, wanted)
    const of = { projectId, truth, scope, ...rowOf(wanted) }
    const { modelVersionId } = a.id === of.runAId ? a : b
    await lockModel(tx, { projectId, modelVersionId })
    await refuseWithoutInputs(tx, of)
    const inputsHash = await comparisonHashOf(tx, of)
    const known = await tx.comparison.findFirst({
      where: { ...of, inputsHash, state: { in: ['queued', 'done'] } },
      select: { id: true },
    })
    if (known) return measuredOf(tx, wanted)
    const { id } = await tx.comparison.create({
      data: { ...of, inputsHash, createdBy: userId, createdAt: ctx.now() },
    })
    await enqueue(tx, jobs.computeComparison, { comparisonId: id })
    await audit(tx, ctx, {
      projectId,
      verb: 'comparison.create',
      entityId: id,
      difference: of,
    })
    return measuredOf(tx, wanted)
  })
}
