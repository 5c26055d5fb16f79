import { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import {
  type ComparisonFigures,
  commonGround,
  comparisonFigures,
  comparisonMachine,
  eitherRun,
} from '@/lib/domain/evaluation'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { audit, type Reading, type Verb, withSnapshot, withTransaction } from '@/lib/platform/context'
import { storable } from '@/lib/platform/stored'
import { transition } from '@/lib/platform/transition'
import { manifestOf } from '@/lib/services/proposals'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { loadRunClips } from '../load-model-clips'
import { loadTruth } from '../load-truth'
import { type ComparisonOf, comparisonHashOf } from './measured-comparison'

const Input = jobs.computeComparison.payload
export type ComputeComparison = z.infer<typeof Input>
const Failure = Input.and(z.object({ reason: z.string().min(1) }))

/** One seed for all, so that the same things are drawn alike whichever runs are compared; another would change figures that are kept. */
const SEED = 'paired evaluation'
const RUN = { include: { model: { select: { id: true, manifest: true } } } } as const

async function load(ctx: Reading, of: ComparisonOf) {
  const runs = { a: await loadRunClips(ctx.db, of.runAId), b: await loadRunClips(ctx.db, of.runBId) }
  const { tree } = await getPublishedTaxonomy(ctx.db, of.projectId)
  const truth = await loadTruth(ctx, of, eitherRun(runs))
  return { runs, truth, labels: flattenLabels(tree).map(({ key }) => key) }
}

/** Loads, computes, freezes. Running it again changes nothing. */
export async function computeComparison({ ctx, input }: Verb<ComputeComparison>): Promise<void> {
  const { comparisonId: id } = Input.parse(input)
  const row = await ctx.db.comparison.findUnique({ where: { id }, include: { runA: RUN, runB: RUN } })
  if (row?.state !== 'queued') return
  // Of one state of the project: else figures of another would be found under this hash for good.
  const { inputsHash, loaded } = await withSnapshot(ctx, async (reading) => ({
    inputsHash: await comparisonHashOf(reading.db, row),
    loaded: await load(reading, row),
  }))
  const { runs, truth, labels } = loaded
  const thresholds = { a: manifestOf(row.runA.model).thresholds, b: manifestOf(row.runB.model).thresholds }
  const ground = commonGround({ truth, runs, thresholds, exactOnly: row.truth === 'planted' })
  const figures: ComparisonFigures = comparisonFigures(ground, labels, SEED)
  await withTransaction(ctx, async (tx) => {
    const done = await transition(tx, comparisonMachine, {
      where: { id },
      to: 'done',
      data: { inputsHash, figures: storable(figures), finishedAt: ctx.now() },
    })
    if (done.length === 0) return
    await audit(tx, ctx, {
      projectId: row.projectId,
      verb: 'comparison.done',
      entityId: id,
    })
  })
}

/** Ends one that cannot be computed; asking again starts a new one. */
export async function failComparison({ ctx, input }: Verb<z.infer<typeof Failure>>): Promise<void> {
  const { comparisonId: id, reason } = Failure.parse(input)
  await transition(ctx.db, comparisonMachine, {
    where: { id },
    to: 'failed',
    data: { error: reason, finishedAt: ctx.now() },
  })
}
