/** What Prisma, its adapter, node-postgres and the socket below call a database that went away or is starting up. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TlsConnectionError'])
/** SQLSTATE class 08 and 57P01–57P03. Source: PostgreSQL documentation, appendix A */
const CODES = /^(08\w{3}|57P0[123]|P1001|P1002|P1017|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const WORDS = /^(Connection terminated|Client has encountered a connection error)/

type Told = {
  code?: unknown
  kind?: unknown
  message?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

/** Whether something failed only because the connection to the database broke or could not be made: trying again is right. */
export function isLostConnection(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, kind, message, cause, meta } = error as Told
  if (CODES.test(String(code)) || KINDS.has(String(kind)) || WORDS.test(String(message))) return true
  return isLostConnection(cause) || isLostConnection(meta?.driverAdapterError)
}
