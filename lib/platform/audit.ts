import { actorUserId, type Context } from './context'
import type { Prisma, Tx } from './db'

export type AuditEntry = {
  projectId: string | null
  /** "annotation.submit" */
  verb: string
  entityType: string
  entityId: string
  difference?: Prisma.InputJsonValue
}

/** Writes the audit row in the verb's own transaction. */
export async function audit(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: { ...entry, actorType: ctx.actor.type, actorId: actorUserId(ctx.actor), at: ctx.now() },
  })
}
