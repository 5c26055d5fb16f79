import { readFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import type { Check } from './check'

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
