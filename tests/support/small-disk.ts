import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** @returns a folder on a disk of its own of so many megabytes, or null where this user may not mount one */
export async function smallDisk(megabytes: number): Promise<{ folder: string; remove(): Promise<void> } | null> {
  if (process.platform !== 'linux') return null
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-disk-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  } catch {
    await remove()
    return null
  }
  return {
    folder,
    async remove() {
      await run('umount', [folder])
      await remove()
    },
  }
}
