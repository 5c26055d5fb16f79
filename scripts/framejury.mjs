import { runTypeScript } from './tooling/run-ts.mjs'

const { main } = await runTypeScript('scripts/cli/main.ts')
await main(process.argv)
