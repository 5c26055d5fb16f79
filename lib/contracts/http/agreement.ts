import { z } from 'zod'
import { endpoint, InProject, Timestamp } from './common'

const tags = ['agreement']

const Figure = z.object({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  items: z.int(),
  ratings: z.int(),
})
const Measured = z.object({
  /** Pairs with two or more answers. */
  pairsCompared: z.int(),
  preference: z.object({ percent: Figure, alpha: Figure }),
  /** Label present or absent on a side of a pair, over everyone who was asked for it. */
  labels: z.array(
    z.object({
      labelKey: z.string(),
      name: z.string(),
      alpha: Figure,
      /** Share of ratings in which the label is present. */
      prevalence: z.number().nullable(),
    }),
  ),
  /** Pairs with different preferences. */
  disagreements: z.int(),
})
/** For the answers as first submitted, before any review; `afterReview` has the same answers after review. */
export const AgreementReport = Measured.extend({
  schemaVersion: z.literal(3),
  annotations: z.int(),
  annotators: z.int(),
  /** How often each preference was chosen. By A and B a blind reviewer who answers would see which side of the screen is which. */
  votes: z.object({ left: z.int(), right: z.int(), tie_good: z.int(), tie_bad: z.int() }),
  /** Left chosen among decided answers; sides are balanced, so one half is fair. */
  leftShare: Figure,
  medianActiveMs: z.number().nullable(),
  /** `changed` counts the answers that a correction, or a new answer after a return, has replaced. */
  afterReview: Measured.extend({ changed: z.int() }),
  computedAt: Timestamp,
})
export type AgreementReport = z.infer<typeof AgreementReport>

export const agreement = {
  get: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/agreement',
      summary: 'Agreement between annotators, as first submitted and after review',
      tags,
    })
    .input(InProject)
    .output(AgreementReport),
}
