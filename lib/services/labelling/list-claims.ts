import { type ClaimView, ListClaims } from '@/lib/contracts/http/labelling'
import type { Verb } from '@/lib/platform/context'
import { cursorOf, parseCursor } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'

/** Which tasks people hold, held longest first. */
export async function listClaims({
  ctx,
  input,
}: Verb<ListClaims>): Promise<{ items: ClaimView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ListClaims.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'tasks.manage')
  const after = cursor ? parseCursor(cursor) : null
  const rows = await ctx.db.assignment.findMany({
    where: {
      projectId,
      state: 'claimed',
      ...(after ? { OR: [{ claimedAt: { gt: after.at } }, { claimedAt: after.at, id: { gt: after.id } }] } : {}),
    },
    include: {
      user: { select: { name: true } },
      task: { select: { pair: { select: { kind: true, prompt: { select: { text: true } } } } } },
    },
    orderBy: [{ claimedAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  })
  const items = rows.slice(0, limit).map(({ id, user, task, claimedAt, leaseUntil, draftAt, returnComment }) => ({
    assignmentId: id,
    person: user.name,
    kind: task.pair.kind,
    prompt: task.pair.prompt.text,
    claimedAt: claimedAt.toISOString(),
    leaseUntil: leaseUntil.toISOString(),
    isLate: leaseUntil < ctx.now(),
    hasDraft: draftAt !== null,
    isReturned: returnComment !== null,
  }))
  const last = rows[limit - 1]
  const nextCursor = rows.length > limit && last ? cursorOf({ at: last.claimedAt, id: last.id }) : null
  return { items, nextCursor }
}
