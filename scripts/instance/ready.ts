import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { StartError } from '@/lib/platform/db/start-error'

const LIMIT_MS = 120_000
const State = z.object({ state: z.string() })

const Answer = z.object({ checks: z.object({ database: State, migrations: State }) })

/** A worker still starts, and a full queue keeps nobody from signing in: only what pages need is waited for. */
async function pagesWork(response: Response): Promise<boolean> {
  const answer = Answer.safeParse(await response.json())
  return answer.success && Object.values(answer.data.checks).every(({ state }) => state === 'ok')
}

/** Waits until the web app answers that it and its database work. @param address as a URL has it */
export async function waitUntilReady(address: string, port: number, signal: AbortSignal): Promise<void> {
  let last = 'no answer'
  for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await delay(100)) {
    signal.throwIfAborted()
    try {
      const response = await fetch(`http://${address}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) })
      if (await pagesWork(response)) return
      last = `status ${response.status}`
    } catch {
      // Not listening yet.
    }
  }
  throw new StartError(`The web app is not ready after two minutes (${last}); its own lines stand above.`)
}
