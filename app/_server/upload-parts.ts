import 'server-only'
import { createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'

/** Parts of uploads in a folder. The store below hides why a write failed; a full disk must be told. */
export class PartStore extends FileStore {
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const { storage } = await this.getUpload(id)
    if (!storage) throw new Error('An upload has no file.')
    const file = createWriteStream(storage.path, { flags: 'r+', start: offset })
    await pipeline(readable, file)
    return offset + file.bytesWritten
  }
}

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
