import { existsSync } from 'node:fs'
import path from 'node:path'
import { fail, ROOT } from './tooling/prepare.mjs'
import { runTypeScript } from './tooling/run-ts.mjs'

const [name] = process.argv.slice(2)
if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) fail('Usage: npm run -s bench -- <name>; each file of bench/ is one')
if (!existsSync(path.join(ROOT, 'bench', `${name}.ts`))) fail(`There is no bench/${name}.ts.`)
// A benchmark prints what it likes and ends with one line of JSON: {"name","value","unit","limit","ok",…}.
await runTypeScript(path.join('bench', `${name}.ts`))
