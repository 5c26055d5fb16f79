export { createDb, type Db, type Tx } from './client'
export type * from './generated/client'
export { Prisma } from './generated/client'
export { isLostConnection } from './lost-connection'
