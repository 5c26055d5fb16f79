import { type CitingTest, citingTests } from './cited-tests'
import type { LiveCode } from './live-code'
import type { ModuleLinks } from './module-links'
import type { SourceFile } from './spec-citations'

/** Files of test support: what a test imports from them counts only if they import it from the product. */
const SUPPORT = /(^(tests|e2e|bench)\/|^prisma\/factories\/|\/fixtures\/|[./](fixture|testing)\.tsx?$)/

/** Whether a file of test support imports anything from the product, directly or through other such files. */
function leadsToProduct(file: string, live: LiveCode, seen = new Set<string>()): boolean {
  if (!SUPPORT.test(file)) return live.files.has(file)
  if (seen.has(file)) return false
  seen.add(file)
  const { imports, passedOn, named } = live.linksOf(file) ?? { imports: [], passedOn: [], named: [] }
  const next = [...imports, ...passedOn].map(({ from }) => from)
  return [...next, ...named].some((each) => leadsToProduct(each, live, seen))
}

function reaches({ names, texts }: CitingTest, links: ModuleLinks, live: LiveCode): boolean {
  const taken = links.imports.filter(({ local }) => names.has(local))
  const isTaken = taken.some(({ from, name }) =>
    SUPPORT.test(from) ? leadsToProduct(from, live) : live.runs(from, name),
  )
  return isTaken || links.named.some((file) => live.files.has(file) && [...texts].some((text) => file.endsWith(text)))
}

/**
 * One line for every test that cites a rule and runs no code of the product: it proves the rule only for unused
 * code. Journeys (`e2e/`) drive the whole product.
 */
export function reachProblems(tests: readonly SourceFile[], live: LiveCode): string[] {
  return tests
    .filter(({ path }) => !path.startsWith('e2e/'))
    .flatMap(({ path, text }) => {
      const links = live.linksOf(path)
      const citing = links ? citingTests(path, text) : []
      return citing
        .filter((test) => links && !reaches(test, links, live))
        .map(({ line, title }) => `${path}:${line} cites a rule, but runs nothing that the product runs: "${title}"`)
    })
}
