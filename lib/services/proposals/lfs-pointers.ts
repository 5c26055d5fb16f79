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

async function pointersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    if (isLfsPointer(await headOf(path.join(folder, name)))) found.push(name)
  }
  return found.sort()
}

/** Files of a model folder, and of its onnx/, that Git LFS has not fetched. */
export async function lfsPointers(folder: string): Promise<string[]> {
  const graphs = await pointersIn(path.join(folder, 'onnx'))
  return [...(await pointersIn(folder)), ...graphs.map((name) => `onnx/${name}`)]
}
