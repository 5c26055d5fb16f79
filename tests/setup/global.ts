import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    testServerUrl: string
    templateDatabase: string
  }
}

type Shared = { server: ReturnType<typeof startTestServer>; users: number }

const holder = globalThis as typeof globalThis & { framejuryTestServer?: Shared }

/** One Postgres for the whole run, whichever projects it has, with one migrated database that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.framejuryTestServer ??= { server: startTestServer(), users: 0 }
  const shared = holder.framejuryTestServer
  shared.users += 1
  const server = await shared.server
  project.provide('testServerUrl', server.url)
  project.provide('templateDatabase', server.template)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete holder.framejuryTestServer
    await server.stop()
  }
}
