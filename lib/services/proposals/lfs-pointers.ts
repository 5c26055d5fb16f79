import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { isLfsPointer } from '@/lib/domain/shared'

const HEAD_BYTES = 128

async function headOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead).toString('latin1')
  } finally {
    await handle.close()
  }
}

/** Files of a model folder, and of its onnx/, that Git LFS has not fetched. */
export async function lfsPointers(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const within of ['', 'onnx']) {
    const entries = await readdir(path.join(folder, within), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const name = path.join(within, entry.name)
      if (entry.isFile() && isLfsPointer(await headOf(path.join(folder, name)))) found.push(name)
    }
  }
  return found.sort()
}
