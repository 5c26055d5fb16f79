// Every rule in docs/spec is cited by a test title, every cited rule exists, and the test runs code of the product.
// Run: npx tsx scripts/check-specs.ts
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { LiveCode, readerOf } from './live-code'
import { citationProblems, type SourceFile, statedRules } from './spec-citations'
import { reachProblems } from './spec-reach'

const ROOT = join(import.meta.dirname, '..')
const TEST_FOLDERS = ['app', 'components', 'lib', 'workers', 'prisma', 'demo-clips', 'e2e', 'tests', 'scripts', 'bench']
/**
 * The entry points of the product: the programs of package.json and what they start; files that are loaded by name are
 * listed below.
 */
const ENTRIES = [
  'scripts/start.mjs',
  'scripts/build.mjs',
  'scripts/framejury.mjs',
  'scripts/supervise.ts',
  'workers/main.ts',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'prisma.config.ts',
]
const NEXT_FILE =
  /(^|\/)(page|layout|route|loading|error|global-error|not-found|forbidden|unauthorized|template|default|icon|apple-icon|manifest|robots|sitemap)\.tsx?$/
const TEST_FILE = /\.(test|spec)\.tsx?$/

function filesUnder(folder: string, wanted: RegExp): SourceFile[] {
  if (!existsSync(join(ROOT, folder))) return []
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => wanted.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => ({
      path: `${folder}/${name.split(sep).join('/')}`,
      text: readFileSync(join(ROOT, folder, name), 'utf8'),
    }))
}

const specs = filesUnder('docs/spec', /\.md$/)
const tests = TEST_FOLDERS.flatMap((folder) => filesUnder(folder, TEST_FILE))
const loaded = [...filesUnder('app', NEXT_FILE), ...filesUnder('scripts/cli/commands', /\.ts$/)]
const live = new LiveCode([...ENTRIES, ...loaded.map(({ path }) => path)], readerOf(ROOT))
const problems = [...citationProblems(specs, tests), ...reachProblems(tests, live)]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else
  console.log(
    `${specs.flatMap(({ text }) => statedRules(text)).length} rules in ${specs.length} specs, each cited by a test that runs code of the product (${live.files.size} files)`,
  )
