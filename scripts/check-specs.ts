// Every rule in docs/spec is cited by a test title, and every cited rule exists. Run: npx tsx scripts/check-specs.ts
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { citationProblems, type SourceFile, statedRules } from './spec-citations'

const ROOT = join(import.meta.dirname, '..')
const TEST_FOLDERS = ['app', 'components', 'lib', 'workers', 'prisma', 'demo-clips', 'e2e', 'tests', 'scripts', 'bench']
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
const problems = citationProblems(specs, tests)
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else
  console.log(
    `${specs.flatMap(({ text }) => statedRules(text)).length} rules in ${specs.length} specs, each cited by a test`,
  )
