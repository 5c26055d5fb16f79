import type { AnswerScope, EvaluationSummary, EvaluationTruth } from '@/lib/contracts/http/evaluation'

export type Choice = { truth: EvaluationTruth; scope: AnswerScope }

/** What a version can be held against; people come first. */
export const CHOICES: readonly Choice[] = [
  { truth: 'people', scope: 'all' },
  { truth: 'people', scope: 'hidden' },
  { truth: 'people', scope: 'holdout' },
  { truth: 'planted', scope: 'all' },
]

type Known = Pick<EvaluationSummary, 'truth' | 'scope' | 'state'>

/** @param evaluations newest first */
export function newestOf<Evaluation extends Known>(
  evaluations: readonly Evaluation[],
  { truth, scope }: Choice,
  state?: EvaluationSummary['state'],
): Evaluation | undefined {
  return evaluations.find(
    (each) => each.truth === truth && each.scope === scope && (state === undefined || each.state === state),
  )
}

/** What to show to somebody who has not chosen: the first that has figures. */
export function firstChoice(evaluations: readonly Known[]): Choice {
  const shown = CHOICES.find((choice) => newestOf(evaluations, choice, 'done'))
  return shown ?? { truth: 'people', scope: 'all' }
}
