/** A text file: path from the repository root, and content. */
export type SourceFile = { path: string; text: string }

const RULE = /\*\*\[([A-Z]{2}\d+)\]\*\*/g
const ID = /\[([A-Z]{2}\d+)\]/g
// The first argument of test(…), it.skipIf(…)(…), describe.each`…`(…): a literal right after `test(`, `describe.only(` or `)(`.
const TITLE = /(?:\b(?:test|it|describe)(?:\.\w+)*|[)`])\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g

/** Ids of the rules a spec states, in order: `**[AG3]** …`. */
export function statedRules(markdown: string): string[] {
  return Array.from(markdown.matchAll(RULE), ([, id]) => id as string)
}

/** Ids that the titles of a test file cite: `test('[AG3] …')`. */
export function citedRules(source: string): string[] {
  const titles = Array.from(source.matchAll(TITLE), ([, , title]) => title as string)
  return titles.flatMap((title) => Array.from(title.matchAll(ID), ([, id]) => id as string))
}

/** One line for every rule stated twice, never cited, or cited but not stated; empty when specs and tests agree. */
export function citationProblems(specs: readonly SourceFile[], tests: readonly SourceFile[]): string[] {
  const problems: string[] = []
  const statedIn = new Map<string, string>()
  for (const { path, text } of specs) {
    for (const id of statedRules(text)) {
      const earlier = statedIn.get(id)
      if (earlier) problems.push(`${path} states [${id}], which ${earlier} states already; number it anew`)
      else statedIn.set(id, path)
    }
  }
  const cited = new Set<string>()
  for (const { path, text } of tests) {
    for (const id of new Set(citedRules(text))) {
      cited.add(id)
      if (!statedIn.has(id))
        problems.push(`${path} cites [${id}], which no spec states; write the rule or mend the title`)
    }
  }
  for (const [id, path] of statedIn) {
    if (!cited.has(id)) problems.push(`${path} states [${id}], which no test title cites; test it`)
  }
  return problems
}
