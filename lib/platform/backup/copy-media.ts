import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../db/start-error'
import type { MediaCopy } from './manifest'
import type { MediaReference } from './media-references'

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/**
 * Shares the blocks where the file system can. The checksum is that of the copy, so that it covers what was written.
 */
export async function copyObject(source: string, target: string): Promise<{ bytes: number; sha256: string } | null> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  await chmod(target, 0o600)
  return { bytes: (await stat(target)).size, sha256: await fileSha256(target) }
}

type CopyMedia = {
  references: readonly MediaReference[]
  /** Folder of the media, and where its copy goes. */
  source: string
  target: string
  /** File that gets one line for each object. */
  list: string
  /** Where the bytes of a reference are now, if they have moved. */
  movedTo: (reference: MediaReference) => Promise<string | null>
  onCopied: (copied: { count: number; bytes: number }) => void
}

/** @returns the checksum of the list, what was copied, and the keys that were not found */
export async function copyMedia({ references, source, target, list, movedTo, onCopied }: CopyMedia) {
  const hash = createHash('sha256')
  const lines = await open(list, 'wx', 0o600)
  const copied = { count: 0, bytes: 0 }
  const missing: string[] = []
  await mkdir(target, { recursive: true, mode: 0o700 })
  try {
    for (const reference of references) {
      const place = path.join(target, reference.key)
      let object = await copyObject(path.join(source, reference.key), place)
      const moved = object ? null : await movedTo(reference)
      if (moved) object = await copyObject(path.join(source, moved), place)
      if (!object) {
        if (!reference.optional) missing.push(reference.key)
        continue
      }
      const line = `${JSON.stringify({ key: reference.key, ...object } satisfies MediaCopy)}\n`
      hash.update(line)
      await lines.write(line)
      copied.count += 1
      copied.bytes += object.bytes
      onCopied(copied)
    }
    await lines.sync()
  } finally {
    await lines.close()
  }
  return { sha256: hash.digest('hex'), ...copied, missing }
}
