import type { FrameResult } from '../engine'
import type { Place } from './json-places'
import { parseReactAnswer } from './parse-answer'
import { softScore, spanProbability, type TokenChoice } from './soft-score'

/**
 * A talking model's text as an engine's answer: expected score, and the probability with which each label was named.
 * @param tokens with their alternatives, what the server adds to the text included; empty where it gives none
 * @returns null when the text holds no usable answer
 * Source: docs/spec/react-answer.md [RA1]–[RA6] [RA9]
 */
export function frameResultOf(
  { index, ptsUs }: { index: number; ptsUs: number },
  { text, tokens }: { text: string; tokens: readonly TokenChoice[] },
  labels: readonly string[],
): FrameResult | null {
  const answer = parseReactAnswer(text, labels)
  if (!answer) return null
  const written = tokens.map((token) => token.text).join('')
  const jsonAt = written === text ? answer.jsonStart : written.lastIndexOf(answer.json)
  const told = jsonAt < 0 ? [] : tokens
  const named = (place: Place | undefined) => (place ? spanProbability(told, jsonAt + place.start, place.length) : 0)
  return {
    index,
    ptsUs,
    score: softScore(told, jsonAt + answer.scoreAt.start, answer.score),
    labels: Object.fromEntries(labels.map((key) => [key, named(answer.labelAt[key])])),
    boxes: [],
    ...(answer.reasoning !== null && { reasoning: answer.reasoning }),
  }
}
