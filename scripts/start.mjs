import { runTypeScript } from './tooling/run-ts.mjs'

const { supervise } = await runTypeScript('scripts/supervise.ts')
await supervise(process.argv.includes('--dev') ? 'dev' : 'start')
