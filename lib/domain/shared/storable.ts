import { z } from 'zod'

const DEEPEST = 32

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text)
}

/** Text that is given to be kept or looked for: Postgres takes no U+0000, and its JSON no half of a surrogate pair. */
export const StorableText = z
  .string()
  .refine(isStorable, 'contains a character that cannot be stored (U+0000, or half of a surrogate pair); remove it')

/** What keeps a value read from JSON from being stored, with its place; null where nothing does. */
export function storingProblem(value: unknown, at: readonly string[] = []): string | null {
  const place = at.slice(0, 4).join('.') || 'the text'
  if (at.length > DEEPEST) return `${place}: is nested more than ${DEEPEST} levels deep; use fewer levels`
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

/**
 * The largest whole number that a column can store; beyond it the database fails, which would look like a server error.
 */
const MOST = 2 ** 31 - 1

/** A whole number that can be stored and asked for. */
export function storableInt(least: number) {
  return z.int().min(least).max(MOST)
}

/** The same, written as text: in a path or a query. */
export function storableIntText(least: number) {
  return z.coerce.number().int().min(least).max(MOST)
}

/**
 * Text of others, a model's or a server's, as a database keeps it: Postgres takes no U+0000, and its JSON no half of a
 * surrogate pair. Both are left out, and what is longer than `most` UTF-16 units ends in an ellipsis.
 * Source: docs/spec/proposals.md [PP15]
 */
export function storableText(text: string, most: number): string {
  // Cut before any check, because text from others has any length; cut again, because the first cut may halve a pair.
  const whole = text.length <= most
  const kept = whole ? text : text.slice(0, Math.max(0, most - 1))
  const clean = kept.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '')
  return whole ? clean : `${clean}…`
}
