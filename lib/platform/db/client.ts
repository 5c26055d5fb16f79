import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

export type Db = PrismaClient
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** @param connections size of the pool */
export function createDb(connectionString: string, connections = 10): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: connections }) })
}
