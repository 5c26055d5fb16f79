import { z } from 'zod'
import { findSpecialTokens, sanitiseUserText } from '@/lib/domain/proposals'
import type { FrameGold, GoldBox, ReleaseLabel } from './canonical'

/** Where a reasoning text comes from; `composed` is put together from labels and boxes, not written by anyone. */
export type Think = { text: string; source: string }

export const COMPOSED = 'composed'

const ROWS = ['upper', 'middle', 'lower'] as const
const COLUMNS = ['left', 'centre', 'right'] as const
const VERDICTS = [
  'Nothing in the frame is structurally broken.',
  'One kind of distortion is visible, so the frame is somewhat broken.',
  'Two kinds of distortion are visible, so the frame is clearly broken.',
  'Several kinds of distortion are visible, so the frame is badly broken.',
] as const

/**
 * Reasoning text composed from the consensus, the same for the same frame.
 * Source: docs/spec/export.md [EX17]
 */
export function composeThink({ labels, boxes }: FrameGold, taxonomy: readonly ReleaseLabel[]): Think {
  const findings = taxonomy
    .filter((label) => labels.includes(label.key))
    .map((label) =>
      finding(
        label,
        boxes.filter((box) => box.label === label.key),
      ),
    )
  const opening =
    'I check limbs, bodies, faces and objects for their structure, and whether things pass through each other.'
  const verdict = VERDICTS[Math.min(labels.length, VERDICTS.length - 1)] ?? VERDICTS[3]
  return { text: [opening, ...findings, verdict].join('\n'), source: COMPOSED }
}

function finding({ name, definition }: ReleaseLabel, boxes: readonly GoldBox[]): string {
  const places = boxes.map(place)
  const where = places.length === 0 ? 'In the frame' : `In the ${places.join(' and in the ')}`
  const what = sanitiseUserText(definition).replace(/[.\s]+$/, '')
  return `${where}: ${sanitiseUserText(name).toLowerCase()}, that is ${what}.`
}

function place({ xyxyNorm: [x1, y1, x2, y2] }: GoldBox): string {
  const row = ROWS[third((y1 + y2) / 2)]
  const column = COLUMNS[third((x1 + x2) / 2)]
  const percent = Math.max(1, Math.round((x2 - x1) * (y2 - y1) * 100))
  return `${row} ${column} (about ${percent} % of the frame)`
}

function third(position: number): 0 | 1 | 2 {
  if (position < 1 / 3) return 0
  return position < 2 / 3 ? 1 : 2
}

export type Answer = { labels: readonly string[]; score: number }

/**
 * The reasoning part, newline included: the cut between it and the answer is token-stable for Qwen2 tokenizers.
 * @throws RangeError when the text contains a special token or an answer tag
 * Source: docs/spec/export.md [EX14] [EX15]
 */
export function renderThink(text: string): string {
  const tokens = findSpecialTokens(text)
  if (tokens.length > 0) throw new RangeError(`Reasoning text must not contain ${tokens.join(' ')}; rewrite it.`)
  return `<think>\n${text}\n</think>\n`
}

/**
 * The answer part, without trailing newline: labels as given (taxonomy order), score with exactly two decimals.
 * @throws RangeError when the score is outside 1–5
 */
export function renderAnswer({ labels, score }: Answer): string {
  if (!(score >= 1 && score <= 5)) throw new RangeError(`A score lies within 1 and 5, got ${score}`)
  return `<answer>\n{"labels":${JSON.stringify(labels)},"score":${score.toFixed(2)}}\n</answer>`
}

/** The one text that every format is cut from. */
export function renderAssistant(think: string, answer: Answer): string {
  return renderThink(think) + renderAnswer(answer)
}

const SHAPE = /^<think>\n([\s\S]*?)\n<\/think>\n<answer>\n([\s\S]*?)\n<\/answer>$/
const AnswerBody = z.strictObject({ labels: z.array(z.string()), score: z.number().min(1).max(5) })

/** Reads a rendered text back; null when it is not exactly think and answer. */
export function parseAssistant(text: string): { think: string; answer: Answer } | null {
  const [, think, body] = SHAPE.exec(text) ?? []
  if (think === undefined || body === undefined || findSpecialTokens(think).length > 0) return null
  try {
    const parsed = AnswerBody.safeParse(JSON.parse(body))
    return parsed.success ? { think, answer: parsed.data } : null
  } catch {
    return null
  }
}
