/** One generated token: its text, and the likeliest tokens at its place with their log probabilities (natural). */
export type TokenChoice = { text: string; logprob: number; top: readonly { text: string; logprob: number }[] }

const DIGITS = ['1', '2', '3', '4', '5'] as const

/**
 * The expected score, from the model's distribution over the score's first digit instead of only the written one.
 * A digit that was not written has the middle of its range as its value (d + 0.5, at most 5); the written one has the
 * written score.
 * @param tokens the whole answer, in order; their texts joined are the answer
 * @param start offset of the score in the joined text
 * @returns 1–5; the written score when no distribution is known
 * Source: docs/spec/react-answer.md [RA5]
 */
export function softScore(tokens: readonly TokenChoice[], start: number, written: number): number {
  const token = tokenAt(tokens, start)
  if (!token) return written
  const { choice, offset } = token
  const prefix = choice.text.slice(0, offset)
  const writtenDigit = String(Math.floor(written))
  const weights = new Map<string, number>()
  for (const { text, logprob } of choice.top.length > 0 ? choice.top : [choice]) {
    const digit = text.startsWith(prefix) ? text.slice(prefix.length).trimStart()[0] : undefined
    if (digit && (DIGITS as readonly string[]).includes(digit)) {
      weights.set(digit, (weights.get(digit) ?? 0) + Math.exp(logprob))
    }
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) return written
  const expected = [...weights].reduce((sum, [digit, weight]) => {
    const value = digit === writtenDigit ? written : Math.min(5, Number(digit) + 0.5)
    return sum + (weight / total) * value
  }, 0)
  return Math.min(5, Math.max(1, expected))
}

/**
 * How likely the model was to write a stretch of its answer, given what came before: the product over its tokens.
 * @returns 0–1; 1 when no distribution is known
 * Source: docs/spec/react-answer.md [RA6]
 */
export function spanProbability(tokens: readonly TokenChoice[], start: number, length: number): number {
  let offset = 0
  let logprob = 0
  for (const token of tokens) {
    const end = offset + token.text.length
    if (end > start && offset < start + length) logprob += token.logprob
    offset = end
  }
  return Math.min(1, Math.exp(logprob))
}

function tokenAt(tokens: readonly TokenChoice[], start: number): { choice: TokenChoice; offset: number } | null {
  let offset = 0
  for (const choice of tokens) {
    if (start < offset + choice.text.length) return { choice, offset: start - offset }
    offset += choice.text.length
  }
  return null
}

/** Texts that a trainer or tokenizer would read as a command rather than as words [EX15]. */
export const SPECIAL_TOKENS = [
  '<image>',
  '<video>',
  '<audio>',
  '<bbox>',
  '<ref-object>',
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|vision_start|>',
  '<|vision_end|>',
  '<|image_pad|>',
  '<|video_pad|>',
] as const

/** The four tags that structure an answer. */
export const ANSWER_TAGS = ['<think>', '</think>', '<answer>', '</answer>'] as const

const FORBIDDEN = [...SPECIAL_TOKENS, ...ANSWER_TAGS]

/** The special tokens and answer tags found in a text. */
export function findSpecialTokens(text: string): string[] {
  return FORBIDDEN.filter((token) => text.includes(token))
}

/**
 * Writes special tokens of a user's text as words: `<image>` becomes `(image)`, `<|im_end|>` becomes `(im_end)`.
 * Control characters and line breaks become one space, so that a prompt stays one line.
 */
export function sanitiseUserText(text: string): string {
  const words = FORBIDDEN.reduce(
    (current, token) => current.replaceAll(token, `(${token.replace(/[<>|/]/g, '')})`),
    text,
  )
  return words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
