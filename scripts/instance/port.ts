import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { errorCode, StartError } from '@/lib/platform/db/start-error'

/** A machine without IPv6 has no ::1. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/** @throws StartError when nothing can listen at the first address, or another program does at one of the others */
export async function assertPortFree(port: number, addresses: readonly string[]): Promise<void> {
  for (const [index, host] of addresses.entries()) {
    try {
      await tryListening(port, host)
    } catch (error) {
      if (index > 0 && ABSENT.has(errorCode(error) ?? '')) continue
      throw complaint(errorCode(error), port, host) ?? error
    }
  }
}

function tryListening(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host }, () => server.close(() => resolve()))
  })
}

function complaint(code: string | undefined, port: number, host: string): StartError | null {
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES')
    return new StartError(`This user may not listen on port ${port}. Choose one above 1023 in PORT.`)
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code ?? ''))
    return new StartError(`HOST must be an address of this machine, but it is "${host}".`)
  return null
}

const LIMIT_MS = 120_000
const State = z.object({ state: z.string() })

const Answer = z.object({ checks: z.object({ database: State, migrations: State }) })

/** Waits only for what pages need: a starting worker or a full queue does not prevent sign-in. */
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
