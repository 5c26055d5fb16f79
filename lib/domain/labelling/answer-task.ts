import { z } from 'zod'
import type { PairKind } from '@/lib/domain/media'
import type { ScreenSide } from './screen-answer'

/** What a task asks for. */
export const Asks = z.enum(['preference', 'attribution', 'both'])
export type Asks = z.infer<typeof Asks>

/** One clip of the task. */
export type AnswerSide = {
  /** The frame to judge in a frame pair; unused in a video pair. */
  frameIndex: number
  /** Presentation time in µs of every source frame. */
  ptsUs: readonly number[]
  /** Ids of the clip's proposals that an answer may name. */
  proposalIds: ReadonlySet<string>
}

export type AnswerLabel = { name: string; needsBox: boolean }

/** All that is needed to judge whether an answer is complete. */
export type AnswerTask = {
  kind: PairKind
  asks: Asks
  sides: Record<ScreenSide, AnswerSide>
  /** Labels of the taxonomy version that the assignment pins, by key. */
  labels: ReadonlyMap<string, AnswerLabel>
}

export function asksPreference(asks: Asks): boolean {
  return asks !== 'attribution'
}

export function asksAttribution(asks: Asks): boolean {
  return asks !== 'preference'
}

/** What is missing or wrong in an answer: where, and how to fix it. */
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
