import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** One finding. A problem keeps Framejury from running here; a note is worth knowing. */
export type Check = {
  area: 'node' | 'inference' | 'decoding' | 'models' | 'database' | 'storage' | 'browser'
  name: string
  state: 'ok' | 'note' | 'problem'
  text: string
  /** How to fix it. */
  mend?: string
}

/** The finding of a check that itself failed. */
export function broken(area: Check['area'], name: string, error: unknown): Check {
  return { area, name, state: 'problem', text: error instanceof Error ? error.message : String(error) }
}

const LEAST_MEMORY_GIB = 2

function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** Version, cores and memory. */
export async function checkNode(): Promise<Check[]> {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8')) as { engines: { node: string } }
  const wanted = engines.node.replace('>=', '')
  const { node } = process.versions
  const gib = totalmem() / 2 ** 30
  return [
    isAtLeast(node, wanted)
      ? { area: 'node', name: 'version', state: 'ok', text: `Node ${node}` }
      : {
          area: 'node',
          name: 'version',
          state: 'problem',
          text: `Node ${node} is too old`,
          mend: `Install Node ${wanted} or later.`,
        },
    {
      area: 'node',
      name: 'machine',
      state: gib < LEAST_MEMORY_GIB ? 'note' : 'ok',
      text: `${availableParallelism()} cores, ${gib.toFixed(1)} GiB of memory, ${process.platform} ${process.arch}`,
    },
  ]
}

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

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']

/** Chromium on this machine: only `npm test` needs one; people bring their own browser. */
export async function checkBrowser(): Promise<Check> {
  for (const name of process.env.FRAMEJURY_CHROMIUM ? [process.env.FRAMEJURY_CHROMIUM] : CHROMIUM) {
    try {
      const { stdout } = await promisify(execFile)(name, ['--version'])
      return { area: 'browser', name: 'chromium', state: 'ok', text: stdout.trim() }
    } catch {
      // The next name.
    }
  }
  return {
    area: 'browser',
    name: 'chromium',
    state: 'note',
    text: 'none found; only `npm test` needs one',
    mend: 'Install it with `apt-get install chromium` or `npx playwright install chromium`.',
  }
}
