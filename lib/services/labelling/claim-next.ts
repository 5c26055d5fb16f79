import { type AssignmentView, ClaimNext } from '@/lib/contracts/http/labelling'
import { renewedLease } from '@/lib/domain/labelling'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { requireAbility, requireUserId } from '@/lib/services/accounts'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { loadAssignmentView } from './assignment-view'
import { requireRoom } from './claim-limits'
import { lockNextTask } from './find-task'
import { reclaimLeases } from './reclaim-leases'
import { type Turn, takePlace } from './take-place'

/** Each further attempt means that someone else was faster, so the queue still progresses. */
const ATTEMPTS = 50

/** Claims of one person run one after another; a member who was paused in the meantime gets none. */
async function takeTurn(tx: Tx, { projectId, userId }: Turn): Promise<void> {
  const active = await tx.$queryRaw<unknown[]>`
    SELECT id FROM "Membership"
    WHERE "projectId" = ${projectId}::uuid AND "userId" = ${userId}::uuid AND state = 'active' FOR NO KEY UPDATE`
  if (active.length === 0) throw notFound('project')
}

type OwnAssignment = { id: string; taskId: string; state: 'claimed' | 'released'; leaseUntil: Date }

/** The person's tasks, returned ones first, and those they gave back; locked, so that a late write by them waits. */
function lockOwnAssignments(tx: Tx, { projectId, userId }: Turn): Promise<OwnAssignment[]> {
  return tx.$queryRaw<OwnAssignment[]>`
    SELECT id, "taskId", state::text, "leaseUntil" FROM "Assignment"
    WHERE "userId" = ${userId}::uuid AND "projectId" = ${projectId}::uuid AND state IN ('claimed', 'released')
    ORDER BY ("returnComment" IS NULL), "claimedAt", id FOR UPDATE`
}

/** Source: docs/spec/queue.md [QU7] */
async function resume(tx: Tx, turn: Turn, own: readonly OwnAssignment[]): Promise<string | null> {
  const held = own.find(({ id, state }) => state === 'claimed' && !turn.exclude.includes(id))
  if (!held) return null
  const leaseUntil = new Date(Math.max(held.leaseUntil.getTime(), turn.leaseUntil.getTime()))
  await tx.assignment.update({ where: { id: held.id }, data: { fence: { increment: 1 }, leaseUntil } })
  return held.id
}

async function claimOnce(tx: Tx, ctx: Context, turn: Turn): Promise<string | null | 'again'> {
  await takeTurn(tx, turn)
  const own = await lockOwnAssignments(tx, turn)
  const resumed = await resume(tx, turn, own)
  if (resumed) return resumed
  const task = await lockNextTask(tx, turn)
  if (task === null || task === 'again') return task
  const { id: taxonomyVersionId } = await getPublishedTaxonomy(tx, turn.projectId)
  const earlier = own.find(({ taskId }) => taskId === task.id)
  if (!earlier) await requireRoom(tx, turn)
  const entityId = await takePlace(tx, turn, task, { earlier, taxonomyVersionId })
  await audit(tx, ctx, { projectId: turn.projectId, verb: 'assignment.claim', entityId })
  return entityId
}

/**
 * The caller's next task: one they already have, or a new place in the queue; null when none is left for them.
 * Source: docs/spec/queue.md [QU1] [QU5]–[QU11] [QU24]
 */
export async function claimNext({ ctx, input }: Verb<ClaimNext>): Promise<{ assignment: AssignmentView | null }> {
  const { projectId, exclude } = ClaimNext.parse(input)
  const userId = requireUserId(ctx)
  const { project } = await requireAbility(ctx.db, ctx, projectId, 'labelling.answer')
  await reclaimLeases(ctx, projectId, userId)
  const now = ctx.now()
  const { settings } = project
  const leaseUntil = renewedLease({ now, leaseUntil: now, leaseSeconds: settings.leaseSeconds })
  const turn: Turn = { projectId, userId, now, leaseUntil, settings, exclude }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const claimed = await withTransaction(ctx, (tx) => claimOnce(tx, ctx, turn))
    if (claimed === null) return { assignment: null }
    if (claimed !== 'again') return { assignment: await loadAssignmentView(ctx, claimed) }
  }
  return { assignment: null }
}
