import 'server-only'
import path from 'node:path'
import { createDb, type Db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { createLogger, type Logger } from '@/lib/platform/log'
import { createDiskStorage, type Storage } from '@/lib/platform/storage'

/** Of one message: whoever can reach the server can make a request fail, as often as they like. */
const MOST_LINES_PER_MINUTE = 20

export type Instance = { db: Db; storage: Storage; log: Logger }

// Hot reload evaluates this module again; the pool must stay one.
const holder = globalThis as typeof globalThis & { framejury?: Instance }

/** What all requests of this process share; opened at the first one, so that a build needs no database. */
export function instance(): Instance {
  holder.framejury ??= {
    db: createDb(env().DATABASE_URL, 20),
    storage: createDiskStorage(path.join(env().FRAMEJURY_DATA, 'media')),
    log: createLogger('web', { mostPerMinute: MOST_LINES_PER_MINUTE }),
  }
  return holder.framejury
}
