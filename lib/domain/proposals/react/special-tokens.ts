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
