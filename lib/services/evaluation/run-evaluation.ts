import { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { anchoringReport, evaluationMachine, type ModelFigures, modelFigures } from '@/lib/domain/evaluation'
import type { Thresholds } from '@/lib/domain/proposals'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { audit, type Reading, type Verb, withSnapshot, withTransaction } from '@/lib/platform/context'
import { storable } from '@/lib/platform/stored'
import { transition } from '@/lib/platform/transition'
import { manifestOf } from '@/lib/services/proposals'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { type EvaluationOf, inputsHashOf } from './inputs-hash'
import { loadAnchoredAnswers } from './load-anchored-answers'
import { loadModelClips } from './load-model-clips'
import { loadPeopleTruth, loadPlantedTruth } from './load-truth'

const Input = jobs.runEvaluation.payload
export type RunEvaluation = z.infer<typeof Input>
const Failure = Input.and(z.object({ reason: z.string().min(1) }))

/** One seed for all: evaluations of two versions on the same answers are drawn alike. */
const SEED = 'evaluation'

async function load(ctx: Reading, of: EvaluationOf) {
  const { projectId, modelVersionId, truth: against, scope } = of
  const model = await loadModelClips(ctx.db, modelVersionId)
  const taxonomy = await getPublishedTaxonomy(ctx.db, projectId)
  const labels = flattenLabels(taxonomy.tree).map(({ key }) => key)
  if (against === 'planted') {
    return { model, labels, truth: await loadPlantedTruth(ctx, projectId, model), answers: null, anchored: null }
  }
  const people = await loadPeopleTruth(ctx, { projectId, scope, taxonomyVersionId: taxonomy.id })
  // Only among all answers are there any that saw proposals.
  const anchored = scope === 'all' ? await loadAnchoredAnswers(ctx.db, { projectId, modelVersionId, model }) : null
  return { model, labels, ...people, anchored }
}

type Loaded = Awaited<ReturnType<typeof load>>

function compute({ truth, model, labels, answers, anchored }: Loaded, thresholds: Thresholds): ModelFigures {
  const figures = modelFigures({ truth, model, thresholds }, labels, SEED)
  const anchoring = anchored && anchoringReport(anchored, SEED)
  if (!answers) return { ...figures, anchoring }
  const { showing, ...others } = answers
  const shown = anchored?.filter(({ arm }) => arm === 'shown').length ?? 0
  const counted = { shown, elsewhere: Math.max(0, showing - shown), ...others }
  return { ...figures, inputs: { ...figures.inputs, answers: counted }, anchoring }
}

/** Loads, computes, freezes. Running it again changes nothing. */
export async function runEvaluation({ ctx, input }: Verb<RunEvaluation>): Promise<void> {
  const { evaluationId } = Input.parse(input)
  const row = await ctx.db.evaluation.findUnique({ where: { id: evaluationId }, include: { model: true } })
  if (row?.state !== 'queued') return
  // Of one state of the project: else figures of another would be found under this hash for good.
  const { inputsHash, loaded } = await withSnapshot(ctx, async (reading) => ({
    inputsHash: await inputsHashOf(reading.db, row),
    loaded: await load(reading, row),
  }))
  const figures = compute(loaded, manifestOf(row.model).thresholds)
  await withTransaction(ctx, async (tx) => {
    const done = await transition(tx, evaluationMachine, {
      where: { id: evaluationId },
      to: 'done',
      data: { inputsHash, figures: storable(figures), finishedAt: ctx.now() },
    })
    if (done.length === 0) return
    await audit(tx, ctx, {
      projectId: row.projectId,
      verb: 'evaluation.done',
      entityId: evaluationId,
    })
  })
}

/** Ends an evaluation that cannot be computed; asking again starts a new one. */
export async function failEvaluation({ ctx, input }: Verb<z.infer<typeof Failure>>): Promise<void> {
  const { evaluationId, reason } = Failure.parse(input)
  await transition(ctx.db, evaluationMachine, {
    where: { id: evaluationId },
    to: 'failed',
    data: { error: reason, finishedAt: ctx.now() },
  })
}
