import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Storage } from '@/lib/platform/storage'

/** sha256 of stored bytes, hex, read as a stream. */
export async function hashStored(storage: Storage, key: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(storage.read(key), hash)
  return hash.digest('hex')
}
