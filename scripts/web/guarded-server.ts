import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { createServer as createNetServer, type Server as NetServer } from 'node:net'
import { errorCode } from '@/lib/platform/db/start-error'
import { type DoorSettings, enter, refuseConnection, refuseUnreadable } from './doors'
import { GuardedRequest } from './guarded-request'

const HEADERS_LIMIT_MS = 10_000
/** Longer than the minute for which common reverse proxies keep a connection. */
const KEEP_ALIVE_MS = 65_000
const MAX_HEADER_BYTES = 16 * 1024
const MAX_CONNECTIONS = 4096
/** A machine without IPv6 has no ::1. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

export type GuardedServerOptions = DoorSettings & {
  answer: (request: GuardedRequest, response: ServerResponse) => Promise<void>
}

/** An HTTP server whose every request passes `enter` before it is answered. */
export function createGuardedServer({ answer, ...door }: GuardedServerOptions): Server<typeof GuardedRequest> {
  const server = createServer({
    IncomingMessage: GuardedRequest,
    headersTimeout: HEADERS_LIMIT_MS,
    // Bodies are timed by GuardedRequest: an upload may take hours.
    requestTimeout: 0,
    connectionsCheckingInterval: 2_000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  })
  server.maxConnections = MAX_CONNECTIONS
  server.on('request', (request, response) => {
    if (enter(request, response, door)) answer(request, response).catch(() => response.destroy())
  })
  server.on('clientError', refuseUnreadable)
  server.on('connect', (_, socket) =>
    refuseConnection(socket, { code: 'wrong-method', reason: 'method', message: 'CONNECT is not possible here.' }),
  )
  return server
}

/** One HTTP server on all addresses: the others hand it their connections. @returns what listens */
export async function listenOn(
  server: Server<typeof GuardedRequest>,
  port: number,
  [first, ...others]: readonly string[],
): Promise<NetServer[]> {
  server.listen({ port, host: first })
  await once(server, 'listening')
  const listening: NetServer[] = [server]
  for (const host of others) {
    const door = createNetServer({ noDelay: true, allowHalfOpen: true }, (socket) => server.emit('connection', socket))
    door.maxConnections = MAX_CONNECTIONS
    try {
      door.listen({ port, host })
      await once(door, 'listening')
      listening.push(door)
    } catch (error) {
      if (!ABSENT.has(errorCode(error) ?? '')) throw error
    }
  }
  return listening
}
