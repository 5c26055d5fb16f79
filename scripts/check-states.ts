// No state is written past its table. Run: npx tsx scripts/check-states.ts
import { readFileSync } from 'node:fs'
import { sourceFiles } from './source-files'
import { statedModels, stateWrites } from './state-writes'

const FOLDERS = ['app', 'lib', 'workers', 'scripts/cli', 'scripts/instance']
/** The one place that writes states. */
const TRANSITION = 'lib/platform/transition.ts'
/** Set by an admin, independent of its previous value: a switch. */
const SWITCHES = ['Membership']

const files = sourceFiles(...FOLDERS).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && file !== TRANSITION,
)
const models = statedModels(readFileSync('prisma/schema.prisma', 'utf8')).filter((model) => !SWITCHES.includes(model))
const found = files.flatMap((file) =>
  stateWrites(file, readFileSync(file, 'utf8'), models).map((write) => ({ file, ...write })),
)
for (const { file, line, model, why } of found) console.error(`${file}:${line}: ${why} (${model}). Use ${TRANSITION}.`)
if (found.length > 0) process.exit(1)
console.log(`${files.length} files: the states of ${models.length} kinds of things move along their tables`)
