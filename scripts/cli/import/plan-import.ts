import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { type FileMatch, filePathKey, type ManifestReading, matchByManifest, matchByName } from '@/lib/domain/media'
import { parseManifest } from '@/lib/services/media'

/** `file`: its absolute path; `refusal`: why it cannot come along. */
type FoundFile = { file: string; refusal: string | null }

async function followLink(link: string, root: string): Promise<FoundFile | null> {
  let target: string
  try {
    target = await realpath(link)
  } catch {
    return { file: link, refusal: 'It is a link to a file that does not exist.' }
  }
  if (target !== root && !target.startsWith(root + path.sep)) {
    return {
      file: link,
      refusal: 'It is a link that points outside the folder; copy the file into the folder instead.',
    }
  }
  // A link to a folder inside leads to files that are found in their own place.
  return (await stat(target)).isFile() ? { file: link, refusal: null } : null
}

async function walk(folder: string, root: string): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await walk(file, root)))
    else if (entry.isFile()) found.push({ file, refusal: null })
    else if (entry.isSymbolicLink()) found.push(...[await followLink(file, root)].filter((link) => link !== null))
  }
  return found
}

/** All files below a folder, ordered by path; hidden ones are left out, links that leave the folder are refused. */
async function walkFolder(folder: string): Promise<FoundFile[]> {
  const root = await realpath(folder)
  return walk(root, root)
}

type Manifest = { path: string; format: 'csv' | 'jsonl'; text: string; reading: ManifestReading }
export type ImportPlan = {
  folder: string
  manifest: Manifest | null
  /** `name`: the path relative to the manifest, or to the folder where there is none. */
  send: { name: string; file: string }[]
  /** Files that no row or name makes clips. */
  leftOut: string[]
  /** Files that cannot be read safely; they never reach the server. */
  refused: { name: string; reason: string }[]
  match: FileMatch
}

async function existing(given: string, what: string): Promise<string> {
  return realpath(given).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'it does not exist' : cause.message
    throw new Error(`The ${what} ${given} cannot be read: ${why}.`, { cause })
  })
}

async function readManifestFile(given: string): Promise<Manifest> {
  const file = await existing(given, 'manifest')
  const extension = path.extname(file).toLowerCase()
  if (extension !== '.csv' && extension !== '.jsonl') {
    throw new Error(`The manifest ${given} must be a .csv or .jsonl file.`)
  }
  const format = extension === '.csv' ? 'csv' : 'jsonl'
  const text = await readFile(file, 'utf8')
  return { path: file, format, text, reading: parseManifest(format, text) }
}

/** Walks the folder and decides by the server's own rules what to send. @throws Error for a folder or manifest that cannot be read */
export async function planImport(given: { folder: string; manifest: string | null }): Promise<ImportPlan> {
  const folder = await existing(given.folder, 'folder')
  const manifest = given.manifest ? await readManifestFile(given.manifest) : null
  const base = manifest ? path.dirname(manifest.path) : folder
  const byName = new Map<string, string>()
  const refused: ImportPlan['refused'] = []
  for (const { file, refusal } of await walkFolder(folder)) {
    if (file === manifest?.path) continue
    const name = filePathKey(path.relative(base, file).split(path.sep).join('/'))
    if (refusal) refused.push({ name, reason: refusal })
    else if (byName.has(name)) refused.push({ name: file, reason: `Another file has the same name ("${name}").` })
    else byName.set(name, file)
  }
  const names = [...byName.keys()]
  const match = manifest ? matchByManifest(names, manifest.reading) : matchByName(names)
  const accepted = new Set(match.accepted.map(({ file }) => file))
  return {
    folder,
    manifest,
    send: [...byName].filter(([name]) => accepted.has(name)).map(([name, file]) => ({ name, file })),
    leftOut: names.filter((name) => !accepted.has(name)),
    refused,
    match,
  }
}
