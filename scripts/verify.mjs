import { fail, prepare } from './tooling/prepare.mjs'
import { program, runNodeQuietly } from './tooling/run-step.mjs'

/** Each step is one or more programs in order. They share nothing, so all steps run at once. */
const STEPS = {
  'format and lint': [
    [
      program('@biomejs', 'biome', 'bin', 'biome'),
      'ci',
      '--colors=off',
      '--log-level=warn',
      '--diagnostic-level=error',
    ],
  ],
  imports: [['--import', 'tsx', 'scripts/check-imports.ts']],
  states: [['--import', 'tsx', 'scripts/check-states.ts']],
  types: [
    // Types of routes, which a checkout that was never built lacks.
    [program('next', 'dist', 'bin', 'next'), 'typegen'],
    [program('typescript', 'bin', 'tsc'), '--noEmit', '--project', 'scripts/tooling/tsconfig.check.json'],
  ],
  specs: [['--import', 'tsx', 'scripts/check-specs.ts']],
  'pure tests': [
    [program('vitest', 'vitest.mjs'), 'run', '--project', 'pure', '--reporter=dot', '--silent=passed-only'],
  ],
}

/** For who runs `npm test` next, which has the pure tests too. */
const WITHOUT_TESTS = '--without-tests'

function secondsSince(begun) {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`
}

async function runStep(name, programs) {
  const begun = Date.now()
  const outputs = []
  for (const args of programs) {
    const { succeeded, output } = await runNodeQuietly(args)
    outputs.push(output)
    if (!succeeded) return { name, succeeded, output: outputs.join('\n'), time: secondsSince(begun) }
  }
  return { name, succeeded: true, output: '', time: secondsSince(begun) }
}

const asked = process.argv.slice(2)
const unknown = asked.find((argument) => argument !== WITHOUT_TESTS)
if (unknown !== undefined) fail(`Usage: npm run verify [-- ${WITHOUT_TESTS}]; there is no "${unknown}".`)
const steps = Object.entries(STEPS).filter(([name]) => asked.length === 0 || name !== 'pure tests')

prepare()
const begun = Date.now()
const results = await Promise.all(steps.map(([name, programs]) => runStep(name, programs)))
for (const { name, output } of results) if (output) console.log(`\n── ${name} ──\n${output}`)
console.log()
for (const { name, succeeded, time } of results)
  console.log(`${succeeded ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${time}`)
console.log(`       ${'total'.padEnd(16)} ${secondsSince(begun)}`)
process.exit(results.every(({ succeeded }) => succeeded) ? 0 : 1)
