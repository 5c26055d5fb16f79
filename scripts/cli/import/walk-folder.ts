import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/** `file`: its absolute path; `refusal`: why it cannot come along. */
export type FoundFile = { file: string; refusal: string | null }

async function followLink(link: string, root: string): Promise<FoundFile | null> {
  let target: string
  try {
    target = await realpath(link)
  } catch {
    return { file: link, refusal: 'It is a link to a file that does not exist.' }
  }
  if (target !== root && !target.startsWith(root + path.sep)) {
    return { file: link, refusal: 'It is a link that leaves the folder; copy the file into the folder instead.' }
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
export async function walkFolder(folder: string): Promise<FoundFile[]> {
  const root = await realpath(folder)
  return walk(root, root)
}
