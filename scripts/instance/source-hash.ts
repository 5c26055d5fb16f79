import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

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
export async function sourceHash(): Promise<string> {
  const rootFiles = (await readdir('.')).filter((name) => ROOT_FILES.test(name))
  const nested = await Promise.all(FOLDERS.map(filesBelow))
  const files = [...rootFiles, 'prisma/schema.prisma', ...nested.flat()].sort()
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(file))
  return hash.digest('hex')
}
