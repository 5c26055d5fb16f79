import { z } from 'zod'
import { EvaluationState, PairedFigures } from '@/lib/domain/evaluation'
import { endpoint, Timestamp } from './common'
import { InComparison } from './comparison'
import { AnswerScope, EvaluationTruth } from './evaluation'

const tags = ['evaluation']

export const MeasureNearer = InComparison.extend({ truth: EvaluationTruth, scope: AnswerScope.default('all') })
export type MeasureNearer = z.infer<typeof MeasureNearer>

/** How far the measuring against one truth is, and what was found. */
export const NearerStanding = z.object({
  truth: EvaluationTruth,
  scope: AnswerScope,
  /** Answers that count, or clips with a planted truth. */
  material: z.int(),
  /** Of what was asked for last; null where nobody has asked. */
  state: EvaluationState.nullable(),
  error: z.string().nullable(),
  /** Figures of what there is now, else the newest; `runId` is a, `otherRunId` is b. */
  result: z
    .object({
      figures: PairedFigures,
      inputsHash: z.string(),
      /** Whether measuring now would give the same. */
      isCurrent: z.boolean(),
      finishedAt: Timestamp,
    })
    .nullable(),
})
export type NearerStanding = z.infer<typeof NearerStanding>

const path = '/projects/{projectId}/runs/{runId}/comparison/{otherRunId}/nearer'

export const nearer = {
  getNearer: endpoint
    .route({
      method: 'GET',
      path,
      summary: 'Which of two runs is nearer to each truth, as far as it was measured',
      tags,
    })
    .input(InComparison)
    .output(z.object({ standings: z.array(NearerStanding) })),
  measureNearer: endpoint
    .route({
      method: 'POST',
      path,
      summary: 'Measure which of two runs is nearer to a truth; what was computed from the same inputs is given again',
      tags,
    })
    .input(MeasureNearer)
    .output(NearerStanding),
}
