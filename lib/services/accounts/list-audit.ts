import { type AuditView, ListAudit } from '@/lib/contracts/http/accounts'
import { namesInTrail } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import { cursorOf, parseCursor } from '@/lib/platform/paging'
import { requireAbility } from './access'

export async function listAudit({
  ctx,
  input,
}: Verb<ListAudit>): Promise<{ items: AuditView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, entityType } = ListAudit.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'audit.read')
  const after = cursor ? parseCursor(cursor) : null
  const rows = await ctx.db.auditEvent.findMany({
    where: {
      projectId,
      ...(entityType ? { entityType: { in: namesInTrail(entityType) } } : {}),
      ...(after ? { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const people = await ctx.db.user.findMany({
    where: { id: { in: rows.flatMap((row) => row.actorId ?? []) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(people.map((person) => [person.id, person.name]))
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actorId ? (nameOf.get(row.actorId) ?? row.actorId) : row.actorType,
    verb: row.verb,
    entityType: row.entityType,
    entityId: row.entityId,
    difference: row.difference,
  }))
  const last = rows[limit - 1]
  return { items, nextCursor: rows.length > limit && last ? cursorOf({ at: last.at, id: last.id }) : null }
}
