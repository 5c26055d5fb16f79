import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

export type WrittenFile = { sha256: string; bytes: number }

/** A new file that is hashed while it is written. `abort` closes it without caring for what was written. */
export type FileSink = {
  write(chunk: Uint8Array): Promise<void>
  close(): Promise<WrittenFile>
  abort(): Promise<void>
}

/** @throws when the file exists already: a release never overwrites */
export async function openFileSink(path: string): Promise<FileSink> {
  await mkdir(dirname(path), { recursive: true })
  const handle = await open(path, 'wx')
  const hash = createHash('sha256')
  let bytes = 0
  let closed = false
  async function end(): Promise<void> {
    if (closed) return
    closed = true
    await handle.close()
  }
  return {
    async write(chunk) {
      hash.update(chunk)
      bytes += chunk.byteLength
      await handle.writeFile(chunk)
    },
    async close() {
      await handle.sync()
      await end()
      return { sha256: hash.digest('hex'), bytes }
    },
    abort: end,
  }
}

/** Writes one whole file. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<WrittenFile> {
  const sink = await openFileSink(path)
  try {
    await sink.write(typeof content === 'string' ? Buffer.from(content, 'utf8') : content)
    return await sink.close()
  } finally {
    await sink.abort()
  }
}

/** Lower-case hex digest, read in chunks. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

export function sha256Bytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
