import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { holdersText } from '@/lib/domain/deletion'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { beginDeletion, findTargets, type KindRules, type Target } from './kind'
import { KINDS } from './preview-deletion'

const Input = jobs.carryOutDeletion.payload
export type CarryOutDeletion = z.infer<typeof Input>

/**
 * If a holder appeared between the mark and the job, which is rare, the deletion is abandoned.
 * Source: docs/spec/deletion.md [DE4]
 */
async function isHeld(ctx: Context, rules: KindRules, target: Target): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const order = { projectId: target.projectId, ids: [target.id], withClips: false }
    await findTargets(tx, rules, order, true)
    await rules.hold?.(tx, order)
    const { holds } = await rules.weigh(tx, order)
    if (holds.length === 0) return false
    await tx.$executeRawUnsafe(`UPDATE "${rules.table}" SET "deletingAt" = NULL WHERE id = $1::uuid`, target.id)
    await rules.unmark?.(tx, order)
    await audit(tx, ctx, {
      projectId: target.projectId,
      verb: `${rules.kind}.keep`,
      entityId: target.id,
      // Without names: entries outlive people.
      difference: { heldBy: holdersText(holds.map((hold) => ({ ...hold, names: [] }))) },
    })
    return true
  })
}

/** One transaction of the removal. @returns whether nothing is left of it */
async function step(ctx: Context, rules: KindRules, id: string): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const [target] = await findTargets(tx, rules, { ids: [id] }, true)
    if (!target?.deletingAt) return true
    await beginDeletion(tx, rules.table, id)
    if (!(await rules.removeSome(tx, target))) return false
    const { projectId, name } = target
    await audit(tx, ctx, {
      projectId,
      verb: `${rules.kind}.gone`,
      entityId: id,
      difference: { name },
    })
    return true
  })
}

/**
 * Deletes what was marked, step by step; if it was killed at any point, it continues with what is left.
 * Source: docs/spec/deletion.md [DE3]
 */
export async function carryOutDeletion({
  ctx,
  input,
  signal,
}: Verb<CarryOutDeletion> & { signal?: AbortSignal }): Promise<void> {
  const { kind, id } = Input.parse(input)
  const rules = KINDS[kind]
  const [target] = await findTargets(ctx.db, rules, { ids: [id] }, false)
  if (!target?.deletingAt || (await isHeld(ctx, rules, target))) return
  while (!(await step(ctx, rules, id))) signal?.throwIfAborted()
}
