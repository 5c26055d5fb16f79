import { type AuditVerb, auditedEntity } from '@/lib/domain/accounts'
import { actorUserId, type Context } from './context'
import type { Prisma, Tx } from './db'

export type AuditEntry = {
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
