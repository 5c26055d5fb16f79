import { type Actor, type AuditVerb, auditedEntity } from '@/lib/domain/accounts'
import type { Db, Prisma, Tx } from './db'
import type { Logger } from './log'
import type { Storage } from './storage'

/** Everything a verb may touch, as plain values. */
export type Context = {
  actor: Actor
  db: Db
  storage: Storage
  now: () => Date
  log: Logger
  /** Network address of the caller; none for a job and on the command line. */
  address?: string
}

/** The one argument of every verb. */
export type Verb<Input> = { ctx: Context; input: Input }

/** Runs the work in one transaction; a thrown error leaves nothing behind. */
export function withTransaction<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.$transaction(work)
}

/** What a reader needs; the database may be one state of it, see `withSnapshot`. */
export type Reading = { db: Db | Tx; now: () => Date }

/** Large projects take minutes to read. */
const SNAPSHOT = { isolationLevel: 'RepeatableRead', timeout: 15 * 60_000 } as const

/** Reads everything from one snapshot of the database, whatever is written concurrently. */
export function withSnapshot<T>(ctx: Context, read: (reading: Reading & { db: Tx }) => Promise<T>): Promise<T> {
  return ctx.db.$transaction((db) => read({ db, now: ctx.now }), SNAPSHOT)
}

/** The person behind the call, or null for a job or a stranger. */
export function actorUserId(actor: Actor): string | null {
  return actor.type === 'user' || actor.type === 'token' ? actor.userId : null
}

type AuditEntry = {
  projectId: string | null
  verb: AuditVerb
  /** Of what the verb is about. */
  entityId: string
  difference?: Prisma.InputJsonValue
}

/** Writes the audit row in the verb's own transaction. */
export async function audit(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  const entityType = auditedEntity(entry.verb)
  await tx.auditEvent.create({
    data: { ...entry, entityType, actorType: ctx.actor.type, actorId: actorUserId(ctx.actor), at: ctx.now() },
  })
}
