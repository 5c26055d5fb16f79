import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { printer } from './output'
import { runStep } from './step'

const FOLDERS = ['app', 'components', 'lib', 'messages', 'public']
const IGNORED = new Set(['generated'])
const ROOT_FILES =
  /^(package-lock\.json|tsconfig\.json|next\.config\.\w+|proxy\.ts|instrumentation\.ts|postcss\.config\.\w+)$/

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const nested = entries.map(async (entry) => {
    if (IGNORED.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return []
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(file) : [file]
  })
  return (await Promise.all(nested)).flat()
}

/** sha256 over everything the build of the web app reads. */
async function sourceHash(): Promise<string> {
  const rootFiles = (await readdir('.')).filter((name) => ROOT_FILES.test(name))
  const nested = await Promise.all(FOLDERS.map(filesBelow))
  const files = [...rootFiles, 'prisma/schema.prisma', ...nested.flat()].sort()
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(file))
  return hash.digest('hex')
}

const NEXT = path.join('node_modules', 'next', 'dist', 'bin', 'next')
const BUILT_FROM = path.join('.next', 'framejury-source.sha256')

/** Builds the web app when its sources have changed since the last build. */
export async function ensureBuilt(environment: Record<string, string>, signal: AbortSignal): Promise<void> {
  const wanted = await sourceHash()
  if ((await readFile(BUILT_FROM, 'utf8').catch(() => '')) === wanted) return
  const print = printer('build')
  print('building the web app …')
  await rm(BUILT_FROM, { force: true })
  await runStep(
    [NEXT, 'build'],
    { ...environment, NODE_ENV: 'production' },
    {
      print,
      signal,
      failure: 'The web app could not be built; the reason stands above.',
    },
  )
  await writeFile(BUILT_FROM, wanted)
}
