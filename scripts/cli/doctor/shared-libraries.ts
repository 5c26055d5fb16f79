import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What ONNX Runtime's CUDA provider loads. Source: onnxruntime.ai, CUDA Execution Provider, requirements (CUDA 12, cuDNN 9) */
export const CUDA_LIBRARIES = [
  'libcuda.so.1',
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcurand.so.10',
  'libcudnn.so.9',
] as const

async function ofLinker(): Promise<string[]> {
  for (const ldconfig of ['ldconfig', '/sbin/ldconfig']) {
    try {
      const { stdout } = await run(ldconfig, ['-p'])
      return stdout.split('\n').flatMap((line) => /^\s+(\S+) /.exec(line)?.[1] ?? [])
    } catch {
      // The next place; without any, only LD_LIBRARY_PATH counts.
    }
  }
  return []
}

async function ofPath(searched: string): Promise<string[]> {
  const folders = searched.split(path.delimiter).filter(Boolean)
  return (await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))).flat()
}

/** Those of the named libraries that the dynamic linker would not find. */
export async function missingLibraries(
  names: readonly string[],
  searched = process.env.LD_LIBRARY_PATH ?? '',
): Promise<string[]> {
  const known = new Set([...(await ofLinker()), ...(await ofPath(searched))])
  return names.filter((name) => !known.has(name))
}
