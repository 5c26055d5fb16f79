import 'server-only'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Removes files that nobody has written to for a while. @returns how many */
export async function sweepParts(folder: string, olderThan: Date): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => null)
    if (!found?.isFile() || found.mtime >= olderThan) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}
