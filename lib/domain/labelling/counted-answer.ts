import { z } from 'zod'

/** Which answers count: all, those given without proposals, or those to held-out tasks alone. Source: docs/spec/evaluation.md [EV3] */
export const AnswerScope = z.enum(['all', 'hidden', 'holdout'])
export type AnswerScope = z.infer<typeof AnswerScope>
