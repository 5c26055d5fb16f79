import { z } from 'zod'
import { Answer, CleanVerdict, Mark, type Preference, SIDES, type Side, toOutcome } from './answer'

/**
 * Which answers count: all, only those given without proposals, or only those to held-out tasks.
 * Source: docs/spec/evaluation.md [EV3]
 */
export const AnswerScope = z.enum(['all', 'hidden', 'holdout'])
export type AnswerScope = z.infer<typeof AnswerScope>

export const AnnotationKind = z.enum(['original', 'correction', 'adjudication'])
export type AnnotationKind = z.infer<typeof AnnotationKind>

/** A mark without what only its draft needs: the client's id, and the proposal it was copied from. */
export const CountedMark = Mark.omit({ id: true, proposalId: true })
export type CountedMark = z.infer<typeof CountedMark>

/** A clean verdict with the time of its frame; both null for the whole clip. */
export const CountedVerdict = CleanVerdict.extend({ ptsUs: z.int().min(0).nullable() })
export type CountedVerdict = z.infer<typeof CountedVerdict>

/**
 * One answer that counts, as truth and releases read it, from the database to the rows of a release. Sides are canonical, labels those of one taxonomy
 * version; `preference` is null when the task did not ask for it. Source: docs/spec/counted-answers.md
 */
export const CountedAnswer = Answer.pick({ preference: true, strength: true }).extend({
  annotationId: z.string().min(1),
  /** The person of the assignment, also where a reviewer corrected the answer. */
  annotatorId: z.string().min(1),
  kind: AnnotationKind.default('original'),
  marks: z.array(CountedMark).default([]),
  clean: z.array(CountedVerdict).default([]),
  flags: z.array(z.string()).default([]),
  reviewed: z.boolean().default(false),
  /** Whether the author could learn which generator made a clip. */
  authorSawGenerators: z.boolean().default(false),
})
export type CountedAnswer = z.infer<typeof CountedAnswer>

/** As much of an answer as dissent looks at. */
export type DissentingAnswer = {
  preference: Preference | null
  marks: readonly { side: Side }[]
  clean: readonly { side: Side }[]
}

/** Distorted, clean, or null where the answer states neither. */
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
