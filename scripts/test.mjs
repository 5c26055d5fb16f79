import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fail, prepare, ROOT } from './tooling/prepare.mjs'
import { countPlaywright, countVitest, program, runNode } from './tooling/run-step.mjs'

const reports = mkdtempSync(path.join(tmpdir(), 'framejury-reports-'))
const VITEST_REPORT = path.join(reports, 'vitest.json')
const PLAYWRIGHT_REPORT = path.join(reports, 'playwright.json')

const RUNNERS = {
  unit: () => runVitest('pure'),
  database: runDatabase,
  browser: runPlaywright,
}

function runVitest(project) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  const args = ['run', '--project', project, '--passWithNoTests', ...reporters]
  return [runNode([program('vitest', 'vitest.mjs'), ...args]), countVitest(VITEST_REPORT)]
}

/** The tests, then a check that they ran every raw statement and found the columns that its type declares. */
function runDatabase() {
  rmSync(path.join(ROOT, '.cache', 'raw-sql'), { recursive: true, force: true })
  const [succeeded, counted] = runVitest('database')
  const isSqlRight = runNode(['--import', 'tsx', 'scripts/raw-sql/check.ts'])
  const { passed, failed } = counted ?? { passed: 0, failed: succeeded ? 0 : 1 }
  return [succeeded && isSqlRight, { passed: passed + (isSqlRight ? 1 : 0), failed: failed + (isSqlRight ? 0 : 1) }]
}

function runPlaywright() {
  const args = ['test', '--pass-with-no-tests', '--reporter=list,json']
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT }
  return [runNode([program('@playwright', 'test', 'cli.js'), ...args], env), countPlaywright(PLAYWRIGHT_REPORT)]
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in RUNNERS))
if (unknown.length > 0) fail(`Usage: npm test [-- ${Object.keys(RUNNERS).join(' | ')}]; there is no "${unknown[0]}".`)

prepare()
const total = { passed: 0, failed: 0 }
for (const name of asked.length > 0 ? asked : Object.keys(RUNNERS)) {
  console.log(`\n── ${name} tests ──`)
  const [succeeded, counted] = RUNNERS[name]()
  total.passed += counted?.passed ?? 0
  // A runner that failed without naming a test has failed as a whole.
  total.failed += counted?.failed || (succeeded ? 0 : 1)
}
rmSync(reports, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
