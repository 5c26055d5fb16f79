// A thread does not inherit tsx from its process.
import { register } from 'tsx/esm/api'

register()
await import('./decode-thread.ts')
