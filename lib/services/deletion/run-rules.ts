import { counted } from '@/lib/domain/deletion'
import type { Context } from '@/lib/platform/context'
import { Prisma, type Tx } from '@/lib/platform/db'
import { withdrawRuns } from '@/lib/services/proposals'
import type { KindRules, Order, Target } from './kind'

/** Each has thousands of rows below it. */
const CLIPS_AT_ONCE = 20

type Counts = Record<'runClips' | 'proposals' | 'comparisons' | 'answers' | 'showings' | 'claims', number>

async function count(tx: Tx, { projectId, ids }: Order): Promise<Counts | undefined> {
  const [row] = await tx.$queryRaw<Counts[]>`
    WITH clips AS (SELECT * FROM "RunVideo" WHERE "runId" = ANY(${ids}::uuid[])),
    proposed AS (SELECT id FROM "Proposal" WHERE "runVideoId" IN (SELECT id FROM clips)),
    answered AS (
      SELECT "annotationId" FROM "ProposalOutcome" WHERE "proposalId" IN (SELECT id FROM proposed)
      UNION
      SELECT "annotationId" FROM "Mark" WHERE "proposalId" IN (SELECT id FROM proposed)
    )
    SELECT (SELECT count(*)::int FROM clips) AS "runClips",
      (SELECT coalesce(sum("proposalCount"), 0)::int FROM clips) AS proposals,
      (
        SELECT count(*)::int FROM "Comparison"
        WHERE "runAId" = ANY(${ids}::uuid[]) OR "runBId" = ANY(${ids}::uuid[])
      ) AS comparisons,
      (SELECT count(*)::int FROM answered) AS answers,
      (
        SELECT count(*)::int FROM "RunShowing" WHERE "runId" = ANY(${ids}::uuid[]) AND "untilAt" IS NULL
      ) AS showings,
      (
        SELECT count(DISTINCT given.id)::int FROM "RunShowing" AS showing
        JOIN "Assignment" AS given ON given."projectId" = ${projectId}::uuid AND given.state = 'claimed'
          AND given."claimedAt" >= showing."fromAt" AND given."claimedAt" < coalesce(showing."untilAt", 'infinity')
        JOIN "Task" AS task ON task.id = given."taskId"
        JOIN "Pair" AS pair ON pair.id = task."pairId"
        JOIN clips ON clips."runId" = showing."runId" AND clips."videoId" IN (pair."videoAId", pair."videoBId")
        WHERE showing."runId" = ANY(${ids}::uuid[])
      ) AS claims`
  return row
}

async function weighRuns(tx: Tx, order: Order) {
  const found = await count(tx, order)
  if (!found) return { goes: [], stays: [], holds: [] }
  return {
    goes: counted([
      { thing: 'runs', count: order.ids.length },
      { thing: 'runClips', count: found.runClips },
      { thing: 'proposals', count: found.proposals },
      { thing: 'comparisons', count: found.comparisons },
    ]),
    stays: counted([{ thing: 'videos', count: found.runClips }]),
    holds: counted([
      { thing: 'showings', count: found.showings, names: [] },
      { thing: 'answers', count: found.answers, names: [] },
      { thing: 'claims', count: found.claims, names: [] },
    ]),
  }
}

async function markRuns(tx: Tx, ctx: Context, { ids }: Order): Promise<void> {
  await withdrawRuns(tx, ctx, ids)
  await tx.run.updateMany({ where: { id: { in: [...ids] }, deletingAt: null }, data: { deletingAt: ctx.now() } })
}

async function removeSomeOfRun(tx: Tx, { id }: Target): Promise<boolean> {
  const clips = await tx.runVideo.findMany({ where: { runId: id }, select: { id: true }, take: CLIPS_AT_ONCE })
  await tx.runVideo.deleteMany({ where: { id: { in: clips.map((clip) => clip.id) } } })
  if (clips.length === CLIPS_AT_ONCE) return false
  await tx.run.delete({ where: { id } })
  return true
}

/** Source: docs/spec/deletion.md [DE7] */
export const runRules: KindRules = {
  kind: 'run',
  ability: 'runs.manage',
  noun: 'run',
  table: 'Run',
  name: Prisma.sql`(SELECT model.name || ' ' || model.version FROM "ModelVersion" AS model WHERE model.id = target."modelVersionId")`,
  weigh: weighRuns,
  mark: markRuns,
  removeSome: removeSomeOfRun,
}
