import type { Answer } from './answer'
import { type AnswerProblem, problem } from './answer-problem'
import { type AnswerTask, SIDES } from './answer-task'

/** Source: docs/spec/answer.md [AN10] */
export function proposalProblems(
  { marks, proposals }: Pick<Answer, 'marks' | 'proposals'>,
  { sides }: AnswerTask,
): AnswerProblem[] {
  const strays = marks.flatMap(({ id, side, frameIndex, proposalId }) => {
    if (proposalId === null || sides[side].proposalIds.has(proposalId)) return []
    const message = `The mark on frame ${frameIndex} of the ${sides[side].name} clip was copied from a proposal of another clip; delete it and mark it anew.`
    return [problem('AN10', message, { side, frameIndex, markId: id })]
  })
  const decided = new Set<string>()
  const decisions = proposals.flatMap(({ proposalId }) => {
    const repeated = decided.has(proposalId)
    decided.add(proposalId)
    if (repeated) return [problem('AN10', `Proposal ${proposalId} is decided twice; keep one decision.`)]
    if (SIDES.some((side) => sides[side].proposalIds.has(proposalId))) return []
    return [problem('AN10', `Proposal ${proposalId} is not of this task; take the decision away.`)]
  })
  return [...strays, ...decisions]
}
