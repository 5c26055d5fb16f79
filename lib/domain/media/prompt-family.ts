/**
 * The text by which prompts belong to one family: those whose texts differ only in form, case or white space say the same, so a person who knows
 * one knows the other. Upper case before the last lower folds what has no pair of single letters, such as "ß" and "SS"; lower case before it, "ẞ".
 * @returns "" never stands for a family: a text of white space alone is refused by the manifest
 * Source: docs/spec/queue.md [QU21]; forms and folding: Unicode Standard, chapters 3.11 and 3.13
 */
export function promptFamily(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase()
  return folded.normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
