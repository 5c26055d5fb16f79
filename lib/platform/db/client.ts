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
