import { clientValuesOnServer } from './client-values'
import { findCycles, importsOf } from './import-graph'
import { ownImportComplaint, packageComplaint } from './import-rules'
import { sourceFiles } from './source-files'

const FOLDERS = ['app', 'components', 'lib', 'workers', 'prisma', 'demo-clips', 'e2e', 'tests', 'scripts', 'bench']

/** Tests may reach across stages. */
const files = sourceFiles(...FOLDERS).filter((file) => /\.(ts|tsx)$/.test(file) && !/\.test\.tsx?$/.test(file))
const graph = files.map((file) => importsOf(process.cwd(), file))
const complaints = graph.flatMap(({ file, own, packages }) => [
  ...own.map((to) => ({ file, to, why: ownImportComplaint(file, to) })),
  ...packages.map((to) => ({ file, to, why: packageComplaint(file, to) })),
])
const broken = complaints.filter(({ why }) => why !== null)
for (const { file, to, why } of broken) console.error(`${file} → ${to}: ${why}`)
const cycles = findCycles(graph)
for (const cycle of cycles) console.error(`cycle: ${cycle.join(' → ')}`)
const onServer = clientValuesOnServer(
  process.cwd(),
  files.filter((file) => file.startsWith('app/')),
)
for (const { file, name, from } of onServer)
  console.error(
    `${file}: ${name} is declared in ${from}, a 'use client' file; move it to a file of its own to call it on the server`,
  )
if (broken.length + cycles.length + onServer.length > 0) process.exit(1)
console.log(`${graph.length} files: imports go one way, without cycles`)
