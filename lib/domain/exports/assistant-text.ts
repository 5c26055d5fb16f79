import { z } from 'zod'
import { findSpecialTokens } from '@/lib/domain/proposals'

export type Answer = { labels: readonly string[]; score: number }

/**
 * The reasoning part, newline included: the cut between it and the answer is token-stable for Qwen2 tokenizers.
 * @throws RangeError when the text holds a special token or an answer tag
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
