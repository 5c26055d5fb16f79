import type { AnswerTask } from './answer-task'
import { otherScreenSide, SCREEN_SIDES, type ScreenAnswer, type ScreenSide } from './screen-answer'

/** Why an answer that is complete may still not be what its author meant. `marked` counts frames with marks. */
export type AnswerHint =
  | { code: 'prefers-more-marks'; side: ScreenSide; marked: number; other: number }
  | { code: 'tie-good-marked'; marked: number }
  | { code: 'tie-bad-clean' }

/**
 * What is worth asking about before submitting. A hint is no error: the server takes the answer as it is.
 * Source: docs/spec/answer.md [HN1]–[HN4]
 */
export function answerHint({ preference, marks }: ScreenAnswer, { asks }: Pick<AnswerTask, 'asks'>): AnswerHint | null {
  if (asks !== 'both' || preference === null) return null
  const marked = { left: markedFrames(marks, 'left'), right: markedFrames(marks, 'right') }
  const total = SCREEN_SIDES.reduce((sum, side) => sum + marked[side], 0)
  if (preference === 'tie_good') return total > 0 ? { code: 'tie-good-marked', marked: total } : null
  if (preference === 'tie_bad') return total === 0 ? { code: 'tie-bad-clean' } : null
  const other = marked[otherScreenSide(preference)]
  if (marked[preference] <= other) return null
  return { code: 'prefers-more-marks', side: preference, marked: marked[preference], other }
}

function markedFrames(marks: ScreenAnswer['marks'], side: ScreenSide): number {
  return new Set(marks.filter((mark) => mark.side === side).map(({ frameIndex }) => frameIndex)).size
}
