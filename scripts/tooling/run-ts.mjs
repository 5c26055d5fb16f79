import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, ROOT } from './prepare.mjs'

/** Prepares the checkout, then runs a TypeScript file of it in this process. */
export async function runTypeScript(file) {
  prepare()
  const { register } = await import('tsx/esm/api')
  register({ tsconfig: path.join(ROOT, 'tsconfig.json') })
  return import(pathToFileURL(path.join(ROOT, file)).href)
}
