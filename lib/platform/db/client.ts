import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

export type Db = PrismaClient
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** Reads of more than one table are transactions too; under load they wait for a connection as the verbs' own do. */
const TRANSACTIONS = { maxWait: 10_000, timeout: 60_000 }

/** @param connections size of the pool */
export function createDb(connectionString: string, connections = 10): Db {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: connections }),
    transactionOptions: TRANSACTIONS,
  })
}

/**
 * SQL: whether anyone can sign in here, or has a link to set a first password. If not, this installation
 * is set up with the code from the terminal. The start script runs it without Prisma, pages run it through Prisma.
 */
export const HAS_ACCOUNT = `
  SELECT EXISTS (SELECT 1 FROM "User" WHERE "passwordHash" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "ResetLink" WHERE "expiresAt" > now()) AS "hasAccount"`

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
