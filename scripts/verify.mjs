import { existsSync } from 'node:fs'
import { prepare } from './tooling/prepare.mjs'
import { program, runNode } from './tooling/run-step.mjs'

/** Folders under the one-way import rule. */
const RULED = ['lib', 'workers', 'components', 'app'].filter((folder) =>
  existsSync(new URL(`../${folder}`, import.meta.url)),
)

const STEPS = {
  'format and lint': () => runNode(program('@biomejs', 'biome', 'bin', 'biome'), ['ci', '--log-level=warn']),
  imports: () =>
    runNode(program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), [
      '--config',
      '.dependency-cruiser.cjs',
      ...RULED,
    ]),
  types: () => runNode(program('typescript', 'bin', 'tsc'), ['--noEmit']),
  specs: () => runNode(['--import', 'tsx', 'scripts/check-specs.ts'], []),
  'pure tests': () =>
    runNode(program('vitest', 'vitest.mjs'), ['run', '--project', 'pure', '--reporter=dot', '--silent=passed-only']),
}

function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`
}

prepare()
const begun = Date.now()
const lines = []
for (const [name, step] of Object.entries(STEPS)) {
  const stepBegun = Date.now()
  const succeeded = step()
  lines.push({ succeeded, line: `${succeeded ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds(stepBegun)}` })
}
console.log(['', ...lines.map(({ line }) => line), `       ${'total'.padEnd(16)} ${seconds(begun)}`].join('\n'))
process.exit(lines.every(({ succeeded }) => succeeded) ? 0 : 1)
