import { z } from 'zod'
import type { FrameResult } from '../engine'
import { endOfJson, type Place, writtenValues } from './json-places'
import { softScore, spanProbability, type TokenChoice } from './soft-score'

/** A VLM's answer about one frame. */
type ReactAnswer = {
  /** Without its tags; null when the model gave none. */
  reasoning: string | null
  /** Keys of the taxonomy, in its order, each once. */
  labels: string[]
  /** 1–5 as written. */
  score: number
  /** The JSON object as written, and where it begins in the text. */
  json: string
  jsonStart: number
  /** Position of the score's number in the JSON. */
  scoreAt: Place
  /** Position of each named label in the JSON, as the model wrote it, without its quotes. */
  labelAt: Record<string, Place>
}

const Score = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*\d(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .pipe(z.number().min(1).max(5))
const Body = z.object({ labels: z.array(z.string()), score: Score })

/** Opening braces that are tried, from the end: bounds the work on a text that is nothing but braces. */
const MOST_BRACES = 200

/**
 * Parses a model's text, tolerating what models do: a missing tag, a code fence, words around the JSON, unknown labels
 * (left out). Null when there is no usable answer.
 * Source: docs/spec/react-answer.md [RA1]–[RA4]
 */
export function parseReactAnswer(text: string, labels: readonly string[]): ReactAnswer | null {
  const found = lastBody(text)
  if (!found) return null
  const { body, json, start } = found
  const labelAt = labelPlaces(json, labels)
  return {
    reasoning: reasoningOf(text, start),
    labels: labels.filter((key) => Object.hasOwn(labelAt, key)),
    score: body.score,
    json,
    jsonStart: start,
    scoreAt: scorePlace(json),
    labelAt,
  }
}

/** "Extra limbs" and "extra-limbs" mean `extra_limbs`. */
function normalised(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/**
 * The last JSON object that is an answer and is not inside another: models repeat themselves, and the last answer
 * counts.
 */
function lastBody(text: string): { body: z.infer<typeof Body>; json: string; start: number } | null {
  let last: ReturnType<typeof lastBody> = null
  let end = 0
  for (const { index: start } of [...text.matchAll(/\{/g)].slice(-MOST_BRACES)) {
    const close = start < end ? null : endOfJson(text, start)
    if (close === null) continue
    const json = text.slice(start, close)
    const parsed = Body.safeParse(parseJson(json))
    if (!parsed.success) continue
    last = { body: parsed.data, json, start }
    end = close
  }
  return last
}

/** A key that is given twice counts as JSON.parse reads it: the last one. */
function memberOf(json: string, key: string) {
  return writtenValues(json).findLast((value) => value.key === key)
}

function scorePlace(json: string): Place {
  const value = memberOf(json, 'score')
  const [number = ''] = /[^"\s]+/.exec(value?.text ?? '') ?? []
  return { start: (value?.start ?? 0) + (value?.text.indexOf(number) ?? 0), length: number.length }
}

/** A label that is named twice has the position where it was named first. */
function labelPlaces(json: string, labels: readonly string[]): Record<string, Place> {
  const list = memberOf(json, 'labels')
  const places: Record<string, Place> = {}
  for (const { start, text } of writtenValues(list?.text ?? '').toReversed()) {
    const key = normalised(JSON.parse(text))
    if (labels.includes(key)) places[key] = { start: (list?.start ?? 0) + start + 1, length: text.length - 2 }
  }
  return places
}

function reasoningOf(text: string, answerStart: number): string | null {
  const before = text.slice(0, answerStart)
  const inside = /<think>([\s\S]*?)(?:<\/think>|<answer>|$)/.exec(before)?.[1]
  const words = (inside ?? before.replace(/<\/?(?:think|answer)>/g, '')).replace(/```(?:json)?\s*$/, '').trim()
  return words === '' ? null : words
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * A VLM's text as an engine's answer: expected score, and the probability with which each label was named.
 * @param tokens with their alternatives, including what the server adds to the text; empty if it returns none
 * @returns null when the text contains no usable answer
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
