import type { Server as NetServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import next from 'next'
import { mediaTokenOf, serveMedia } from '@/app/_server/serve-media'
import { env } from '@/lib/platform/env'
import { createDiskStorage } from '@/lib/platform/storage'
import { createGuardedServer, listenOn } from './web/guarded-server'
import { trustedProxies } from './web/trusted-proxies'

const STOP_LIMIT_MS = 5_000

/** The web app behind our own server. @param argv --port, --address (any number of times), --dev */
async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: { dev: { type: 'boolean' }, port: { type: 'string' }, address: { type: 'string', multiple: true } },
  })
  const { dev = false, address: addresses = ['127.0.0.1'] } = values
  const port = Number(values.port)
  const storage = createDiskStorage(path.join(env().FRAMEJURY_DATA, 'media'))
  const server = createGuardedServer({
    trust: trustedProxies(process.env.FRAMEJURY_TRUSTED_PROXIES),
    development: dev,
    secure: process.env.FRAMEJURY_URL?.startsWith('https:') ?? false,
    answer: async (request, response) => {
      const token = mediaTokenOf(request.url ?? '')
      if (token !== null) return serveMedia(storage, token, request, response)
      await prepared
      await answer(request, response)
    },
  })
  const app = next({ dev, port, hostname: addresses[0], httpServer: server })
  const prepared = app.prepare()
  const answer = app.getRequestHandler()
  const listening = await listenOn(server, port, addresses)
  await prepared

  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    const closed = listening.map((each: NetServer) => new Promise((resolve) => each.close(resolve)))
    server.closeIdleConnections()
    await Promise.race([Promise.all(closed), delay(STOP_LIMIT_MS)])
    server.closeAllConnections()
    await app.close().catch(() => undefined)
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

await serve()
