import type { ScreenSide } from './screen-answer'

/** What is missing or wrong in an answer: where, and in words how to mend it. */
export type AnswerProblem = {
  /** Rule of docs/spec/answer.md, tracks.md or watched.md. */
  rule: `AN${number}` | `TR${number}` | `WA${number}`
  side: ScreenSide | null
  frameIndex: number | null
  markId: string | null
  message: string
}

export function problem(
  rule: AnswerProblem['rule'],
  message: string,
  where: Partial<Pick<AnswerProblem, 'side' | 'frameIndex' | 'markId'>> = {},
): AnswerProblem {
  return { rule, side: null, frameIndex: null, markId: null, ...where, message }
}
