import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from './errors'

export type ByteRange = { start: number; end: number }

/** Media by key. Keys are relative paths such as "originals/ab/abcd…"; content never changes under a key. */
export type Storage = {
  /** Bytes, or null where there is none. */
  size(key: string): Promise<number | null>
  /** @param range inclusive on both ends */
  read(key: string, range?: ByteRange): Readable
  /** Moves a local file under the key; an existing one wins and the new file is dropped. */
  adopt(localPath: string, key: string): Promise<void>
  write(key: string, bytes: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** Removes every object whose key begins with the folder. */
  removeFolder(folder: string): Promise<void>
  /** A path on this machine with the bytes, for decoders. */
  localPath(key: string): Promise<string>
  /** A folder on the same disk for work in progress. */
  scratch(): Promise<string>
  /**
   * Removes files from the scratch folder that were not written to since then, unless they are to be kept. @returns how
   * many
   * @param keep decides by name what is in use
   */
  sweepScratch(since: Date, keep: (name: string) => boolean): Promise<number>
  /** Names of the folders in a folder. */
  folders(key: string): Promise<string[]>
  /** Names of the files in a folder. */
  files(key: string): Promise<string[]>
  /** When something in a folder was last written to; null for an empty one. */
  writtenAt(key: string): Promise<Date | null>
}

function resolveKey(root: string, key: string): string {
  const resolved = path.resolve(root, key)
  if (!resolved.startsWith(root + path.sep))
    throw new AppError('invalid', 'storage-key', 'This storage key is outside the storage folder.')
  return resolved
}

/** Of a file, or of the newest file in a folder and below it. Files that are removed concurrently are ignored. */
async function newestWrite(place: string): Promise<number> {
  const found = await stat(place).catch(() => null)
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  const names = await readdir(place).catch(() => [])
  const inside = await Promise.all(names.map((name) => newestWrite(path.join(place, name))))
  return Math.max(found.mtimeMs, ...inside)
}

async function fileSize(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A write that fails, as on a full disk, leaves no partial file that uses space. */
async function orNothing(partial: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** Across disks rename fails, so the copy lands beside its target first: a reader never sees half a file. */
async function moveInto(source: string, target: string): Promise<void> {
  try {
    await rename(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    const partial = `${target}.${process.pid}.partial`
    await orNothing(partial, () => copyFile(source, partial))
    await rename(partial, target)
    await rm(source, { force: true })
  }
}

/** Storage in a folder of this machine. */
export function createDiskStorage(folder: string): Storage {
  const root = path.resolve(folder)
  async function adopt(localPath: string, key: string): Promise<void> {
    const target = resolveKey(root, key)
    if ((await fileSize(target)) !== null) {
      await rm(localPath, { force: true })
      return
    }
    await mkdir(path.dirname(target), { recursive: true })
    await moveInto(localPath, target)
  }
  async function scratch(): Promise<string> {
    const directory = path.join(root, 'scratch')
    await mkdir(directory, { recursive: true })
    return directory
  }
  async function write(key: string, bytes: Uint8Array): Promise<void> {
    const partial = path.join(await scratch(), `${crypto.randomUUID()}.partial`)
    await orNothing(partial, () => writeFile(partial, bytes, { flag: 'wx' }))
    const target = resolveKey(root, key)
    await mkdir(path.dirname(target), { recursive: true })
    await moveInto(partial, target)
  }
  return {
    size: (key) => fileSize(resolveKey(root, key)),
    read: (key, range) => createReadStream(resolveKey(root, key), range),
    adopt,
    write,
    remove: (key) => rm(resolveKey(root, key), { force: true }),
    removeFolder: (key) => rm(resolveKey(root, key), { force: true, recursive: true }),
    localPath: async (key) => resolveKey(root, key),
    scratch,
    async sweepScratch(since, keep) {
      const folder = await scratch()
      let removed = 0
      for (const name of await readdir(folder)) {
        const place = path.join(folder, name)
        if (keep(name) || (await newestWrite(place)) >= since.getTime()) continue
        await rm(place, { force: true, recursive: true })
        removed += 1
      }
      return removed
    },
    async folders(key) {
      const entries = await readdir(resolveKey(root, key), { withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    },
    async files(key) {
      const entries = await readdir(resolveKey(root, key), { withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    },
    async writtenAt(key) {
      const at = await newestWrite(resolveKey(root, key))
      return at === 0 ? null : new Date(at)
    },
  }
}
