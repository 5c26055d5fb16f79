import { runTypeScript } from './tooling/run-ts.mjs'

const { ensureBuilt } = await runTypeScript('scripts/instance/build.ts')
await ensureBuilt({ NEXT_TELEMETRY_DISABLED: '1' }, new AbortController().signal)
