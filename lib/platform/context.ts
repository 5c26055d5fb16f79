import type { Actor } from '@/lib/domain/accounts'
import type { Db, Tx } from './db'
import type { Logger } from './log'
import type { Storage } from './storage'

/** Everything a verb may touch, as plain values. */
export type Context = {
  actor: Actor
  db: Db
  storage: Storage
  now: () => Date
  log: Logger
}

/** The one argument of every verb. */
export type Verb<Input> = { ctx: Context; input: Input }

/** Runs the work in one transaction; a thrown error leaves nothing behind. */
export function withTransaction<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.$transaction(work)
}

/** The person behind the call, or null for a job or a stranger. */
export function actorUserId(actor: Actor): string | null {
  return actor.type === 'user' || actor.type === 'token' ? actor.userId : null
}
