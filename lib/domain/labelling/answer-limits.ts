import { z } from 'zod'
import { Answer, CleanVerdict, Mark, ProposalDecision } from './answer'
import { ScreenAnswer, ScreenDecision, ScreenMark, ScreenVerdict } from './screen-answer'

/**
 * The limits of an answer in a request: the largest one fits into a body of 1 MiB, with everything that is sent beside
 * it. Answers stored earlier may exceed them. Source: docs/spec/answer.md [AN18]
 */
export const ANSWER_LIMITS = { marks: 2000, clean: 500, proposals: 1500 } as const
export type AnswerPart = keyof typeof ANSWER_LIMITS

const WORDS: Record<AnswerPart, string> = {
  marks: 'marks',
  clean: 'frames with "no distortion"',
  proposals: 'decisions on proposals',
}

function most<Item extends z.ZodType>(item: Item, part: AnswerPart) {
  const limit = ANSWER_LIMITS[part]
  return z
    .array(item)
    .max(limit, `An answer can have at most ${limit} ${WORDS[part]}. Remove some, then send it again.`)
}

/** An answer on its way to the server. */
export const SentScreenAnswer = ScreenAnswer.extend({
  marks: most(ScreenMark, 'marks'),
  clean: most(ScreenVerdict, 'clean'),
  proposals: most(ScreenDecision, 'proposals'),
})

const SentEarlierAnswer = Answer.extend({
  marks: most(Mark, 'marks'),
  clean: most(CleanVerdict, 'clean'),
  proposals: most(ProposalDecision, 'proposals'),
})

/** What reaches the server; a browser that stored an answer under the version before may send the old form. */
export const SentAnswer = z.discriminatedUnion('schemaVersion', [SentScreenAnswer, SentEarlierAnswer])
export type SentAnswer = z.infer<typeof SentAnswer>

export function isOnScreen(answer: SentAnswer): answer is ScreenAnswer {
  return answer.schemaVersion === 2
}

/** The part of which an edit made too much: more than can be sent, and more than there was. */
export function tooMuchOf(before: ScreenAnswer, after: ScreenAnswer): AnswerPart | null {
  const parts = ['marks', 'clean', 'proposals'] as const
  return parts.find((part) => after[part].length > Math.max(ANSWER_LIMITS[part], before[part].length)) ?? null
}
