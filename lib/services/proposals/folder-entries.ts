import { open, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { isLfsPointer } from '@/lib/domain/shared'

/**
 * Whether a path, with all its links followed, is in a folder; true when no folder is given.
 * @throws an error of the file system when there is no such path
 */
async function liesIn(root: string | undefined, file: string): Promise<boolean> {
  const real = await realpath(file)
  if (root === undefined) return true
  return real.startsWith(path.join(await realpath(root), path.sep))
}

/** Why a folder of a model is not where it seems to be, or null. */
export async function placeProblem(folder: string, root: string | undefined): Promise<string | null> {
  if (await liesIn(root, folder)) return null
  return 'It is a link that points outside the models folder; put the model itself there, or name its parent as FRAMEJURY_MODELS.'
}

/**
 * Why the entries of a folder that an engine or its checks would open cannot be, a sentence each: an open of a pipe waits
 * for ever, and a link may lead to any file of this machine.
 */
export async function entryProblems(folder: string, names: readonly string[], root?: string): Promise<string[]> {
  const wanted = names.filter((name) => /(\.json|\.onnx|\.onnx_data(_\d+)?)$/.test(name))
  const problems = await Promise.all(wanted.map((name) => entryProblem(path.join(folder, name), name, root)))
  return problems.filter((problem) => problem !== null)
}

async function entryProblem(file: string, name: string, root: string | undefined): Promise<string | null> {
  try {
    if (!(await liesIn(root, file)))
      return `${name} is a link that points outside the models folder; copy the file there.`
    const found = await stat(file)
    if (found.isFile()) return null
    return `${name} is ${found.isDirectory() ? 'a folder' : 'a pipe or a device'} and must be a file; put the right one there.`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    if (code === 'ENOENT' || code === 'ELOOP') return `${name} is a broken link; copy the file there.`
    return `${name} cannot be read (${code}); check its permissions.`
  }
}

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
