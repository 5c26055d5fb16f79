import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { seed } = (await import(pathToFileURL(path.resolve('prisma/seed.ts')).href)) as { seed: () => Promise<void> }
await seed()
process.exit(0)
