import type { FrameResult } from '../engine'
import { parseReactAnswer } from './parse-answer'
import { softScore, spanProbability, type TokenChoice } from './soft-score'

/**
 * A talking model's text as an engine's answer: expected score, and the probability with which each label was named.
 * @param tokens of the text with their alternatives; empty where the server gives none
 * @returns null when the text holds no usable answer
 * Source: docs/spec/react-answer.md [RA1]–[RA6]
 */
export function frameResultOf(
  { index, ptsUs }: { index: number; ptsUs: number },
  { text, tokens }: { text: string; tokens: readonly TokenChoice[] },
  labels: readonly string[],
): FrameResult | null {
  const answer = parseReactAnswer(text, labels)
  if (!answer) return null
  // Offsets hold only when the tokens are the text; a server that cuts them otherwise is read by its words alone.
  const told = tokens.map((token) => token.text).join('') === text ? tokens : []
  const { scoreAt, labelAt, reasoning } = answer
  const named = new Set(answer.labels)
  return {
    index,
    ptsUs,
    score: softScore(told, scoreAt.start, answer.score),
    labels: Object.fromEntries(
      labels.map((key) => {
        const place = labelAt[key]
        return [key, named.has(key) ? (place ? spanProbability(told, place.start, place.length) : 1) : 0]
      }),
    ),
    boxes: [],
    ...(reasoning !== null && { reasoning }),
  }
}
