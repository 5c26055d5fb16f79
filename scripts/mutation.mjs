// How many deliberate faults in the code do its tests notice? Run: npm run mutation [-- folder …]
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { fail, prepare, ROOT } from './tooling/prepare.mjs'

const DOMAIN_TESTS = 'lib/domain/**/*.test.ts,lib/contracts/**/*.test.ts'
/** What only tests use is not measured. */
const CODE = (folder) => [
  `${folder}/**/*.ts`,
  ...['*.test', '*.fixture', 'testing'].map((of) => `!${folder}/**/${of}.ts`),
]

/** What is measured: which tests judge it and the score in percent that it should reach. */
const FOLDERS = {
  'lib/domain/accounts': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/taxonomy': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/media': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/proposals': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/labelling': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/agreement': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/exports': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/deletion': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/evaluation': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'lib/domain/shared': { project: 'pure', tests: DOMAIN_TESTS, aim: 85 },
  'components/labelling': { project: 'pure', tests: 'components/**/*.test.ts', aim: 70 },
  'components/outbox': { project: 'pure', tests: 'components/**/*.test.ts', aim: 70 },
  'components/player': { project: 'pure', tests: 'components/**/*.test.ts', aim: 70 },
  'lib/services/labelling': {
    project: 'database',
    tests: 'lib/services/labelling/**/*.test.ts',
    aim: 75,
    share: 0.3,
  },
}

/** What the sandbox can do without. */
const LEFT_OUT = ['.next', '.data', '.cache', 'app', 'bench', 'e2e', 'training', 'docs', 'test-results']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    concurrency: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    share: { type: 'string' },
  },
})

/** A folder of the table, or one inside of it. */
function settingsOf(folder) {
  const found = Object.entries(FOLDERS).find(([known]) => folder === known || folder.startsWith(`${known}/`))
  if (!found) fail(`Nothing is known of "${folder}". Measured are: ${Object.keys(FOLDERS).join(', ')}`)
  return found[1]
}

async function measure(folder) {
  const { project, tests, share } = settingsOf(folder)
  Object.assign(process.env, {
    MUTATION_PROJECT: project,
    MUTATION_TESTS: tests,
    MUTATION_SHARE: values.share ?? `${share ?? 1}`,
    MUTATION_SEED: values.seed,
  })
  return new Stryker({
    mutate: folder.endsWith('.ts') ? [folder] : CODE(folder),
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/tooling/mutation/vitest.config.mjs' },
    checkers: ['sample'],
    plugins: ['@stryker-mutator/vitest-runner', './scripts/tooling/mutation/sample.mjs'],
    concurrency: Number(values.concurrency),
    ignorePatterns: LEFT_OUT,
    // A mutant of a module's own constant runs every test again, minutes each; such constants are mostly data.
    ignoreStatic: true,
    tempDirName: path.join('.cache', 'mutation'),
    // Stryker reads it with the compiler's API, which TypeScript 7 does not have.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    reporters: [],
    fileLogLevel: 'off',
    logLevel: 'warn',
    allowConsoleColors: false,
  }).runMutationTest()
}

/** Prints a folder's figures and the mutants that no test noticed. @returns whether it reached its aim */
function report(folder, results) {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length
  const killed = count('Killed', 'Timeout')
  const unnoticed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const score = (100 * killed) / Math.max(1, killed + unnoticed.length)
  const { aim } = settingsOf(folder)
  for (const { fileName, location, replacement, mutatorName, status } of unnoticed) {
    const place = `${path.relative(ROOT, path.resolve(fileName))}:${location.start.line}:${location.start.column}`
    const change = replacement.replaceAll(/\s+/g, ' ').slice(0, 100)
    console.log(`${status === 'NoCoverage' ? 'not run ' : 'survived'} ${place} ${mutatorName} → ${change}`)
  }
  console.log(
    `${folder}: ${killed} killed, ${unnoticed.length} survived (${count('NoCoverage')} of them run by no test), ` +
      `${count('Ignored')} static, score ${score.toFixed(1)} % (aim ${aim} %)`,
  )
  return score >= aim
}

prepare()
const folders =
  positionals.length > 0
    ? positionals.map((name) => name.replace(/\/$/, ''))
    : Object.keys(FOLDERS).filter((folder) => existsSync(path.join(ROOT, folder)))
folders.forEach(settingsOf)
let reached = true
for (const folder of folders) reached = report(folder, await measure(folder)) && reached
process.exit(reached ? 0 : 1)
