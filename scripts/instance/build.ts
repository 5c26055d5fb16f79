import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { printer } from './output'
import { sourceHash } from './source-hash'
import { runStep } from './step'

export const NEXT = path.join('node_modules', 'next', 'dist', 'bin', 'next')
const BUILT_FROM = path.join('.next', 'framejury-source.sha256')

const SWAGGER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE']

/** Files that pages load as they are: copied from packages, so that nothing comes from another host. */
export async function copyVendorFiles(): Promise<void> {
  const target = path.join('public', 'vendor', 'swagger-ui')
  await mkdir(target, { recursive: true })
  for (const name of SWAGGER_FILES)
    await cp(path.join('node_modules', 'swagger-ui-dist', name), path.join(target, name))
}

/** Builds the web app when its sources have changed since the last build. */
export async function ensureBuilt(environment: Record<string, string>, signal: AbortSignal): Promise<void> {
  await copyVendorFiles()
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
