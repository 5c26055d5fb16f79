import { type AnswerProblem, problem } from './answer-problem'
import type { AnswerTask } from './answer-task'
import { SCREEN_SIDES, type ScreenAnswer } from './screen-answer'

/** Source: docs/spec/answer.md [AN10] */
export function proposalProblems(
  { marks, proposals }: Pick<ScreenAnswer, 'marks' | 'proposals'>,
  { sides }: AnswerTask,
): AnswerProblem[] {
  const strays = marks.flatMap(({ id, side, frameIndex, proposalId }) => {
    if (proposalId === null || sides[side].proposalIds.has(proposalId)) return []
    const message = `The mark on frame ${frameIndex} of the ${side} clip was copied from a proposal of another clip; delete it and mark it anew.`
    return [problem('AN10', message, { side, frameIndex, markId: id })]
  })
  const decided = new Set<string>()
  const decisions = proposals.flatMap(({ proposalId }) => {
    const repeated = decided.has(proposalId)
    decided.add(proposalId)
    if (repeated) return [problem('AN10', 'A proposal is decided twice; keep one decision.')]
    if (SCREEN_SIDES.some((side) => sides[side].proposalIds.has(proposalId))) return []
    return [problem('AN10', 'A decision names a proposal that is not of this task; take the decision away.')]
  })
  return [...strays, ...decisions]
}
