import { z } from 'zod'
import { ComparisonFigures, EvaluationState, RunDifferences, Standing } from '@/lib/domain/evaluation'
import { StorableText } from '@/lib/domain/shared'
import { endpoint, Id, InProject, Page, pageOf, Timestamp } from './common'
import { AnswerScope, EvaluationTruth } from './evaluation'
import { Filmstrip } from './media'
import { RunState, RunTitle } from './proposals'

const tags = ['evaluation']

/** `runId` is a, `otherRunId` is b. */
export const InComparison = InProject.extend({ runId: Id, otherRunId: Id })
export type InComparison = z.infer<typeof InComparison>

/** A run with where its model draws the line. */
export const ComparedRun = RunTitle.extend({ distortedScore: z.number() })
export type ComparedRun = z.infer<typeof ComparedRun>
export const RunComparison = z.object({ a: ComparedRun, b: ComparedRun, figures: RunDifferences })
export type RunComparison = z.infer<typeof RunComparison>

export const ComparisonOrder = z.enum(['difference', 'fell', 'rose', 'lowest-a', 'lowest-b'])
export type ComparisonOrder = z.infer<typeof ComparisonOrder>
export const ListComparedClips = InComparison.extend(Page.shape).extend({
  standing: Standing.optional(),
  /** Clips on which exactly one of the two names this label. */
  labelKey: StorableText.min(1).max(200).optional(),
  order: ComparisonOrder.default('difference'),
})
export type ListComparedClips = z.infer<typeof ListComparedClips>

/** A run's result for a clip; `state` is null where the run does not include the clip. */
export const ComparedSide = z.object({
  state: RunState.nullable(),
  score: z.number().nullable(),
  isDistorted: z.boolean(),
  labels: z.array(z.string()),
  scores: z.array(z.object({ frameIndex: z.int(), score: z.number() })),
})
export type ComparedSide = z.infer<typeof ComparedSide>
export const ComparedClipView = z.object({
  videoId: Id,
  fileName: z.string(),
  prompt: z.string(),
  generator: z.string(),
  frameCount: z.int(),
  filmstrip: Filmstrip.nullable(),
  standing: Standing,
  /** Score in b minus score in a; null where one of them has none. */
  difference: z.number().nullable(),
  /** Where to look first. */
  frameIndex: z.int().nullable(),
  /** True if both runs scored it and differ most there; otherwise it has the lowest score of either run. */
  isShared: z.boolean(),
  a: ComparedSide,
  b: ComparedSide,
})
export type ComparedClipView = z.infer<typeof ComparedClipView>

export const ListComparableRuns = InProject.extend(Page.shape).extend({ runId: Id })
export type ListComparableRuns = z.infer<typeof ListComparableRuns>
export const ComparableRun = RunTitle.extend({ shared: z.int() })
export type ComparableRun = z.infer<typeof ComparableRun>

export const MeasureComparison = InComparison.extend({ truth: EvaluationTruth, scope: AnswerScope.default('all') })
export type MeasureComparison = z.infer<typeof MeasureComparison>

/** How far the measuring against one truth is, and what was found. */
export const MeasuredComparison = z.object({
  truth: EvaluationTruth,
  scope: AnswerScope,
  /** Answers that count, or clips with a planted truth. */
  material: z.int(),
  /** State of the last requested measurement; null when there was none. */
  state: EvaluationState.nullable(),
  error: z.string().nullable(),
  /** Figures of what there is now, else the newest; `runId` is a, `otherRunId` is b. */
  result: z
    .object({
      figures: ComparisonFigures,
      inputsHash: z.string(),
      /** Whether measuring now would give the same. */
      isCurrent: z.boolean(),
      finishedAt: Timestamp,
    })
    .nullable(),
})
export type MeasuredComparison = z.infer<typeof MeasuredComparison>

const path = '/projects/{projectId}/runs/{runId}/comparison/{otherRunId}'

export const comparison = {
  listComparableRuns: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/runs/{runId}/comparable',
      summary: 'List the runs that share finished clips with this one, newest first',
      tags,
    })
    .input(ListComparableRuns)
    .output(pageOf(ComparableRun)),
  compareRuns: endpoint
    .route({
      method: 'GET',
      path,
      summary: 'Compare two runs: clips, scores, labels and frames',
      tags,
    })
    .input(InComparison)
    .output(RunComparison),
  listComparedClips: endpoint
    .route({
      method: 'GET',
      path: `${path}/clips`,
      summary: 'List the clips of two runs side by side',
      tags,
    })
    .input(ListComparedClips)
    .output(pageOf(ComparedClipView)),
  getMeasuredComparisons: endpoint
    .route({
      method: 'GET',
      path: `${path}/measured`,
      summary: 'Which of two runs is nearer to each truth, as far as it was measured',
      tags,
    })
    .input(InComparison)
    .output(z.object({ comparisons: z.array(MeasuredComparison) })),
  measureComparison: endpoint
    .route({
      method: 'POST',
      path: `${path}/measured`,
      summary: 'Measure which of two runs is nearer to a truth; what was computed from the same inputs is given again',
      tags,
    })
    .input(MeasureComparison)
    .output(MeasuredComparison),
}
