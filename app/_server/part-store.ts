import 'server-only'
import { createWriteStream } from 'node:fs'
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
