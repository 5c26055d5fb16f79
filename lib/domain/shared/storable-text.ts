/**
 * Text of others, a model's or a server's, as a database keeps it: Postgres takes no U+0000, and its JSON no half of a
 * surrogate pair. Both are left out, and what is longer than `most` UTF-16 units ends in an ellipsis.
 * Source: docs/spec/proposals.md [PP15]
 */
export function storableText(text: string, most: number): string {
  // Cut before anything is looked at, as others' text has any length; once more, as a cut may halve a pair.
  const whole = text.length <= most
  const kept = whole ? text : text.slice(0, Math.max(0, most - 1))
  const clean = kept.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '')
  return whole ? clean : `${clean}…`
}
