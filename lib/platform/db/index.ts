export { BackupRunningError, keepMediaInPlace, withMediaRemoval } from './backup-lock'
export { createDb, type Db, isLostConnection, type Tx } from './client'
export type * from './generated/client'
export { Prisma } from './generated/client'
