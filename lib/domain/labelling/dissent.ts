import { type Preference, SIDES, type Side, toOutcome } from './answer'

/** As much of an answer as dissent looks at. */
export type DissentingAnswer = {
  preference: Preference | null
  marks: readonly { side: Side }[]
  clean: readonly { side: Side }[]
}

/** Distorted, clean, or null where the answer says neither. */
function verdictOn({ marks, clean }: DissentingAnswer, side: Side): string | null {
  if (marks.some((mark) => mark.side === side)) return 'distorted'
  return clean.some((verdict) => verdict.side === side) ? 'clean' : null
}

function shareOfDifferingPairs(values: readonly (string | null)[]): number {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (total < 2) return 0
  const same = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return 1 - same / (total * (total - 1))
}

/**
 * How far the current answers to one task differ, 0–1: on the preference, or on whether a side is distorted, whichever differs most.
 * Source: docs/spec/queue.md [QU18]
 */
export function dissentOf(answers: readonly DissentingAnswer[]): number {
  const preferences = answers.map(({ preference }) => preference && toOutcome(preference))
  const verdicts = SIDES.map((side) => answers.map((answer) => verdictOn(answer, side)))
  return Math.max(...[preferences, ...verdicts].map(shareOfDifferingPairs))
}
