import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { printer } from './output'
import { sourceHash } from './source-hash'
import { runStep } from './step'

const NEXT = path.join('node_modules', 'next', 'dist', 'bin', 'next')
const BUILT_FROM = path.join('.next', 'framejury-source.sha256')

/** Builds the web app when its sources have changed since the last build. */
export async function ensureBuilt(environment: Record<string, string>, signal: AbortSignal): Promise<void> {
  const wanted = await sourceHash()
  if ((await readFile(BUILT_FROM, 'utf8').catch(() => '')) === wanted) return
  const print = printer('build')
  print('building the web app …')
  await rm(BUILT_FROM, { force: true })
  await runStep(
    [NEXT, 'build'],
    { ...environment, NODE_ENV: 'production' },
    {
      print,
      signal,
      failure: 'The web app could not be built; the reason stands above.',
    },
  )
  await writeFile(BUILT_FROM, wanted)
}
