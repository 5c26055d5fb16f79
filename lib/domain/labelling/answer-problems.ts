import { type AnswerProblem, problem } from './answer-problem'
import { type AnswerTask, asksAttribution, asksPreference } from './answer-task'
import { cleanProblems } from './clean-problems'
import { markProblems } from './mark-problems'
import { proposalProblems } from './proposal-problems'
import { SCREEN_SIDES, type ScreenAnswer } from './screen-answer'
import { trackProblems } from './track-problems'

/**
 * Everything that keeps an answer from being submitted, in the order of the screen; empty when it is complete.
 * Source: docs/spec/answer.md
 */
export function answerProblems(answer: ScreenAnswer, task: AnswerTask): AnswerProblem[] {
  return [...preferenceProblems(answer, task), ...strengthProblems(answer), ...attributionProblems(answer, task)]
}

/** Source: docs/spec/answer.md [AN1] */
function preferenceProblems({ preference }: ScreenAnswer, { asks }: AnswerTask): AnswerProblem[] {
  if (asksPreference(asks)) {
    if (preference !== null) return []
    return [problem('AN1', 'Say which side is less broken: left, right, both good or both bad.')]
  }
  if (preference === null) return []
  return [problem('AN1', 'This task does not ask for a preference; take it away.')]
}

/** Source: docs/spec/answer.md [AN15] */
function strengthProblems({ preference, strength }: ScreenAnswer): AnswerProblem[] {
  if (strength === null || preference === 'left' || preference === 'right') return []
  return [problem('AN15', `"${strength}" says how much better one side is; choose left or right, or take it away.`)]
}

function attributionProblems(answer: ScreenAnswer, task: AnswerTask): AnswerProblem[] {
  if (asksAttribution(task.asks)) {
    return [
      ...unansweredSides(answer, task),
      ...markProblems(answer.marks, task),
      ...trackProblems(answer.marks, task),
      ...cleanProblems(answer, task),
      ...proposalProblems(answer, task),
    ]
  }
  if (answer.marks.length + answer.clean.length + answer.proposals.length === 0) return []
  return [problem('AN2', 'This task asks for a preference alone; take away the marks and "no distortion".')]
}

/** Source: docs/spec/answer.md [AN3] */
function unansweredSides({ marks, clean }: ScreenAnswer, { kind }: AnswerTask): AnswerProblem[] {
  return SCREEN_SIDES.flatMap((side) => {
    const marked = marks.some((mark) => mark.side === side)
    const saidClean = clean.some(
      (verdict) => verdict.side === side && (kind === 'frame' || verdict.frameIndex === null),
    )
    if (marked || saidClean) return []
    const what = kind === 'frame' ? 'frame' : 'clip'
    return [problem('AN3', `The ${side} ${what}: mark what is wrong, or say "no distortion".`, { side })]
  })
}
