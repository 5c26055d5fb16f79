import { execFileSync } from 'node:child_process'
import { findCycles, importsOf } from './import-graph'
import { ownImportComplaint, packageComplaint } from './import-rules'

const FOLDERS = ['app', 'components', 'lib', 'workers', 'prisma', 'demo-clips', 'e2e', 'tests', 'scripts', 'bench']

/** Tracked and new files alike; tests may reach across stages. */
function sourceFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...FOLDERS], {
    encoding: 'utf8',
  })
  return [...new Set(listed.split('\n'))].filter((file) => /\.(ts|tsx)$/.test(file) && !/\.test\.tsx?$/.test(file))
}

const graph = sourceFiles().map((file) => importsOf(process.cwd(), file))
const complaints = graph.flatMap(({ file, own, packages }) => [
  ...own.map((to) => ({ file, to, why: ownImportComplaint(file, to) })),
  ...packages.map((to) => ({ file, to, why: packageComplaint(file, to) })),
])
const broken = complaints.filter(({ why }) => why !== null)
for (const { file, to, why } of broken) console.error(`${file} → ${to}: ${why}`)
const cycles = findCycles(graph)
for (const cycle of cycles) console.error(`cycle: ${cycle.join(' → ')}`)
if (broken.length + cycles.length > 0) process.exit(1)
console.log(`${graph.length} files: imports go one way, without cycles`)
