import { z } from 'zod'

const DEEPEST = 32

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text)
}

/** Text that is given to be kept or looked for: Postgres takes no U+0000, and its JSON no half of a surrogate pair. */
export const StorableText = z
  .string()
  .refine(isStorable, 'has a character that no text has (U+0000, or half of a surrogate pair); take it out')

/** What keeps a value read from JSON from being stored, with its place; null where nothing does. */
export function storingProblem(value: unknown, at: readonly string[] = []): string | null {
  const place = at.slice(0, 4).join('.') || 'the text'
  if (at.length > DEEPEST) return `${place}: is nested more than ${DEEPEST} deep; keep it flatter`
  if (typeof value === 'string') {
    const checked = StorableText.safeParse(value)
    return checked.success ? null : `${place}: ${checked.error.issues[0]?.message}`
  }
  if (value === null || typeof value !== 'object') return null
  for (const [key, part] of Object.entries(value)) {
    const problem = isStorable(key) ? storingProblem(part, [...at, key]) : storingProblem(key, [...at, 'a name'])
    if (problem) return problem
  }
  return null
}
