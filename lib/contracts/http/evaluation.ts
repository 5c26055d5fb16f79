import { z } from 'zod'
import { EvaluationState, EvaluationTruth, Figure, ModelFigures } from '@/lib/domain/evaluation'
import { AnswerScope } from '@/lib/domain/labelling'
import { Thresholds } from '@/lib/domain/proposals'
import { StorableText } from '@/lib/domain/shared'
import { endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'

const tags = ['evaluation']

export { AnswerScope, EvaluationTruth }

export const CreateEvaluation = InProject.extend({
  modelVersionId: Id,
  truth: EvaluationTruth,
  scope: AnswerScope.default('all'),
})
export type CreateEvaluation = z.infer<typeof CreateEvaluation>

/** The figures that a list and a trend show. */
export const EvaluationHeadline = z.object({
  withTies: Figure,
  withoutTies: Figure,
  distortedF1: Figure,
  normalF1: Figure,
  meanIou: Figure,
  calibrationError: Figure,
})
export type EvaluationHeadline = z.infer<typeof EvaluationHeadline>

export const EvaluationSummary = z.object({
  id: Id,
  model: z.object({ id: Id, name: z.string(), version: z.string() }),
  truth: EvaluationTruth,
  scope: AnswerScope,
  state: EvaluationState,
  headline: EvaluationHeadline.nullable(),
  error: z.string().nullable(),
  /** Asked for by a run that ended, not by a person. */
  isAutomatic: z.boolean(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
})
export type EvaluationSummary = z.infer<typeof EvaluationSummary>
export const EvaluationView = EvaluationSummary.extend({
  inputsHash: z.string(),
  figures: ModelFigures.nullable(),
})
export type EvaluationView = z.infer<typeof EvaluationView>

export const ListEvaluations = ProjectPage.extend({
  modelVersionId: Id.optional(),
  /** All versions of a model. */
  modelName: StorableText.min(1).max(200).optional(),
  truth: EvaluationTruth.optional(),
  scope: AnswerScope.optional(),
})
export type ListEvaluations = z.infer<typeof ListEvaluations>
export const InEvaluation = InProject.extend({ evaluationId: Id })
export type InEvaluation = z.infer<typeof InEvaluation>

export const CalibrateModel = CreateEvaluation.extend({
  /** Of the version with the new thresholds. */
  version: StorableText.trim().min(1).max(100),
})
export type CalibrateModel = z.infer<typeof CalibrateModel>
export const CalibratedModel = z.object({
  modelVersionId: Id,
  name: z.string(),
  version: z.string(),
  before: Thresholds,
  thresholds: Thresholds,
  frames: z.int(),
  distorted: z.int(),
  /** Mean F1 of distorted and normal frames at the new threshold, on the frames it was set on. */
  balancedF1: z.number(),
})
export type CalibratedModel = z.infer<typeof CalibratedModel>

export const evaluation = {
  calibrateModel: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/models/{modelVersionId}/calibrate',
      summary: 'Register a version of the model whose thresholds fit the judged frames',
      tags,
    })
    .input(CalibrateModel)
    .output(CalibratedModel),
  createEvaluation: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/models/{modelVersionId}/evaluations',
      summary: 'Evaluate a model version; what was computed from the same inputs is given again',
      tags,
    })
    .input(CreateEvaluation)
    .output(EvaluationSummary),
  listEvaluations: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/evaluations',
      summary: 'List the evaluations, newest first',
      tags,
    })
    .input(ListEvaluations)
    .output(pageOf(EvaluationSummary)),
  getEvaluation: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/evaluations/{evaluationId}',
      summary: 'Get an evaluation with all its figures',
      tags,
    })
    .input(InEvaluation)
    .output(EvaluationView),
}
