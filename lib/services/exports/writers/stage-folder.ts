import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Fills a folder under a temporary name beside its target and moves it into place in one step.
 * A failure leaves nothing; leftovers of a killed process for the same target are removed first.
 * @param target must not exist, or be an empty folder
 * @throws RangeError when the target is not empty
 */
export async function stageFolder<T>(target: string, fill: (dir: string) => Promise<T>): Promise<T> {
  const path = resolve(target)
  const parent = dirname(path)
  const prefix = `.${basename(path)}.partial-`
  await mkdir(parent, { recursive: true })
  await assertFreeFolder(path)
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true })
  }
  const staged = join(parent, `${prefix}${randomUUID()}`)
  try {
    await mkdir(staged)
    const result = await fill(staged)
    await rename(staged, path)
    return result
  } catch (error) {
    await rm(staged, { recursive: true, force: true })
    throw error
  }
}

/** @throws RangeError when the folder is not empty */
export async function assertFreeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found === null) return
  if (found.isDirectory() && (await readdir(path)).length === 0) return
  throw new RangeError(`${path} already exists; a release is never overwritten. Choose another folder.`)
}
