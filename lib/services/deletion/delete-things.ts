import { Deletion } from '@/lib/contracts/http/deletion'
import { jobs } from '@/lib/contracts/jobs'
import { holdersText, type Weight } from '@/lib/domain/deletion'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { findTargets, type KindRules, type Order, type Target } from './kind'
import { KINDS } from './preview-deletion'

function heldError({ noun }: KindRules, { holds }: Weight, many: boolean) {
  const what = many ? `These ${noun}s are` : `This ${noun} is`
  return conflict('held', `${what} held by ${holdersText(holds)}. Nothing was deleted.`)
}

/** @returns what is to go, locked and weighed */
async function weighLocked(tx: Tx, rules: KindRules, order: Order): Promise<{ targets: Target[]; weight: Weight }> {
  const targets = await findTargets(tx, rules, order, true)
  if (targets.length < order.ids.length) throw notFound(rules.noun)
  if (targets.some(({ deletingAt }) => deletingAt !== null)) {
    throw conflict('deleting', `This ${rules.noun} is already being deleted.`)
  }
  await rules.hold?.(tx, order)
  const weight = await rules.weigh(tx, order)
  if (weight.holds.length > 0) throw heldError(rules, weight, targets.length > 1)
  return { targets, weight }
}

async function record(
  tx: Tx,
  ctx: Context,
  { kind }: KindRules,
  { targets, weight }: Awaited<ReturnType<typeof weighLocked>>,
) {
  const goes = Object.fromEntries(weight.goes.map(({ thing, count }) => [thing, count]))
  for (const { id, projectId, name } of targets) {
    await enqueue(tx, jobs.carryOutDeletion, { kind, id })
    const difference = { name, goes, ...(targets.length > 1 ? { together: targets.length } : {}) }
    await audit(tx, ctx, { projectId, verb: `${kind}.delete`, entityId: id, difference })
  }
}

/**
 * Marks things for deletion, all of them or none; a job deletes them. Checks again under lock, so that a claim, an
 * answer or a release made since the preview is seen. Source: docs/spec/deletion.md [DE4]
 * @throws AppError conflict `held` with the names of the holders, `deleting` when it has already started
 */
export async function deleteThings({ ctx, input }: Verb<Deletion>): Promise<{ done: true }> {
  const { kind, ids, ...where } = Deletion.parse(input)
  const rules = KINDS[kind]
  const order: Order = { ...where, ids: [...new Set(ids)] }
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, order.projectId, rules.ability)
    const weighed = await weighLocked(tx, rules, order)
    await rules.mark(tx, ctx, order)
    await record(tx, ctx, rules, weighed)
    return { done: true }
  })
}
