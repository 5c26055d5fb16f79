import 'server-only'
import 'server-only'
import 'server-only'
import path from 'node:path'
import { ADDRESS_HEADER } from '@/lib/contracts/http/common'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { createDb, type Db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { createLogger, type Logger } from '@/lib/platform/log'
import { createDiskStorage, type Storage } from '@/lib/platform/storage'

/** Limit per message: anyone who can reach the server can make requests fail, as often as they like. */
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

/** The context of one call. */
export function contextOf(actor: Actor, address?: string): Context {
  return { ...instance(), actor, now: () => new Date(), address }
}

/**
 * The caller's IP address as scripts/web found it: the socket's, or the forwarded one where the socket is a trusted
 * proxy's (FRAMEJURY_TRUSTED_PROXIES). IPv6 addresses are reduced to their /64, because one household has all of it.
 * What a client or a proxy claims about itself is never used here.
 * @param headers of the request; 'local' where our web server is not in front (tests)
 */
export function clientAddress(headers: Headers): string {
  return headers.get(ADDRESS_HEADER) ?? 'local'
}

/** Where people reach this server, without a slash at the end. */
export function publicUrl(): string {
  return env().FRAMEJURY_URL.replace(/\/+$/, '')
}
