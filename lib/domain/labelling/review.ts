import { z } from 'zod'

export const ReviewVerdict = z.enum(['accept', 'correct', 'return'])
export type ReviewVerdict = z.infer<typeof ReviewVerdict>

export type ReviewRequest = { verdict: ReviewVerdict; comment: string; hasAnswer: boolean }

/** What is missing in a review, as a text; null when it can be written. Source: docs/spec/answer.md [AN13] */
export function reviewProblem({ verdict, comment, hasAnswer }: ReviewRequest): string | null {
  if (verdict === 'correct' && !hasAnswer) return 'Send the corrected answer, or choose "accept" or "return".'
  if (verdict !== 'correct' && hasAnswer) return `A verdict "${verdict}" has no answer; choose "correct" to change it.`
  if (verdict === 'return' && comment === '') return 'Tell the author in a comment what to look at again.'
  return null
}

/** No one reviews what they answered or corrected themselves. Source: docs/spec/answer.md [AN14] */
export function mayReview(reviewerId: string, annotation: { authorId: string; annotatorId: string }): boolean {
  return reviewerId !== annotation.authorId && reviewerId !== annotation.annotatorId
}
