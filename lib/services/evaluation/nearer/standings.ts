import type { InComparison } from '@/lib/contracts/http/comparison'
import type { NearerStanding } from '@/lib/contracts/http/nearer'
import { figuresTurnedRound } from '@/lib/domain/evaluation'
import type { Db, PairedEvaluation, Prisma, Tx } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { countAnswers } from '@/lib/services/labelling'
import type { TruthOf } from '../inputs-hash'
import { pairedFiguresOf } from '../stored'
import { type PairedOf, pairedHashOf } from './paired-hash'

type Runs = Pick<InComparison, 'runId' | 'otherRunId'>

/** Both directions share one row: the smaller id is its run A. Source: docs/spec/run-comparison.md [RC18] */
export function rowOf({ runId, otherRunId }: Runs): { runAId: string; runBId: string } {
  return runId < otherRunId ? { runAId: runId, runBId: otherRunId } : { runAId: otherRunId, runBId: runId }
}

type Kept = Pick<PairedEvaluation, 'id' | 'figures' | 'inputsHash' | 'finishedAt' | 'runAId'>

function resultOf(row: Kept, { runId }: Runs, now: string) {
  const { inputsHash, finishedAt, runAId } = row
  const kept = pairedFiguresOf(row)
  if (kept === null || finishedAt === null) return null
  return {
    figures: runAId === runId ? kept : figuresTurnedRound(kept),
    inputsHash,
    isCurrent: inputsHash === now,
    finishedAt: finishedAt.toISOString(),
  }
}

/** Answers that count, or clips with a planted truth. */
export function countMaterial(db: Db | Tx, { projectId, truth, scope }: TruthOf): Promise<number> {
  if (truth === 'planted') return db.videoTruth.count({ where: { video: { is: { projectId } } } })
  return countAnswers(db, { projectId, scope })
}

const NEWEST = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies Prisma.PairedEvaluationOrderByWithRelationInput[]

/** The figures of what there is now, else the newest; inputs may have come back to what they were. */
async function findResult(db: Db | Tx, of: PairedOf, runs: Runs): Promise<NearerStanding['result']> {
  const where = { ...of, state: 'done' as const }
  const newest = await db.pairedEvaluation.findFirst({ where, orderBy: NEWEST })
  if (!newest) return null
  const now = await pairedHashOf(db, of)
  if (newest.inputsHash === now) return resultOf(newest, runs, now)
  const current = await db.pairedEvaluation.findFirst({ where: { ...where, inputsHash: now }, orderBy: NEWEST })
  return resultOf(current ?? newest, runs, now)
}

/** What is known of two runs against one truth, seen from the run that was named first. Source: docs/spec/run-comparison.md [RC18] */
export async function standingOf(db: Db | Tx, { runId, otherRunId, ...of }: Runs & TruthOf): Promise<NearerStanding> {
  const { projectId, truth, scope } = of
  const where = { projectId, truth, scope, ...rowOf({ runId, otherRunId }) }
  const asked = await db.pairedEvaluation.findFirst({
    where,
    orderBy: NEWEST,
    select: { state: true, error: true },
  })
  const result = asked && (await findResult(db, where, { runId, otherRunId }))
  const isFailed = asked?.state === 'failed' && !result?.isCurrent
  return {
    truth,
    scope,
    material: await countMaterial(db, of),
    state: asked?.state === 'failed' && !isFailed ? 'done' : (asked?.state ?? null),
    error: isFailed ? withoutServerPaths(asked.error) : null,
    result,
  }
}
